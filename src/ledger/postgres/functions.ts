/**
 * What SQLite has built in and PostgreSQL has not, so that the ledger's SQL is written once. The bodies are bound to what they name when they
 * are made, whatever the search path is then. None is STRICT, and most have a single expression: the planner puts those into the statement
 * that calls them, where they cost nothing.
 */
export const FUNCTIONS = `
  -- '$.a', '$[0].code' or a key, as the path that PostgreSQL's own operators take.
  CREATE FUNCTION json_keys(path text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN path LIKE '$%'
      THEN string_to_array(ltrim(replace(replace(substr(path, 2), '[', '.'), ']', ''), '.'), '.')
      ELSE ARRAY[path] END;

  -- What stands there, as text: 1 and 0 for true and false, NULL for null.
  CREATE FUNCTION json_text(json text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE (json::json #> json_keys(path))::text
      WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE json::json #>> json_keys(path) END;
  CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = text, FUNCTION = json_text);

  -- The elements of an array, counted from 0.
  CREATE FUNCTION json_each(json text) RETURNS TABLE (key integer, value text) LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
      SELECT (of.number - 1)::integer,
        CASE of.element::text WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE of.element #>> '{}' END
      FROM json_array_elements(json::json) WITH ORDINALITY AS of (element, number);
    END;

  CREATE FUNCTION json_quote(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(to_json(value)::text, 'null');
  CREATE FUNCTION json_quote(value bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE(value::text, 'null');

  -- An object without one of its keys, '$.key': the others in their order, without space between them.
  CREATE FUNCTION json_remove(json text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN json IS NOT NULL THEN (
      SELECT '{' || COALESCE(string_agg(to_json(of.key)::text || ':' || of.value::text, ',' ORDER BY of.number), '') || '}'
      FROM json_each(json::json) WITH ORDINALITY AS of (key, value, number) WHERE of.key <> substr(path, 3)
    ) END;

  CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN strpos($1, $2);
  CREATE FUNCTION substr(text, bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.substr($1, $2::integer);
  CREATE FUNCTION substr(text, bigint, bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN pg_catalog.substr($1, $2::integer, $3::integer);

  -- HMAC-SHA-256 of "kind text", as pseudonyms.ts makes it; NULL without a key.
  CREATE FUNCTION pseudonym(kind text, said text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT '~' || left(encode(sha256(outer_block || sha256(inner_block || convert_to(kind || ' ' || said, 'UTF8'))), 'hex'), 32)
      FROM pseudonym_key);

  -- Tells the planner what is in a table, which only its owner may, for whoever works on the ledger. Another site that does the same within a
  -- long transaction, or the server that clears the table up, may keep us away for longer than we wait: then it goes without.
  CREATE FUNCTION analyze_table(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    BEGIN
      EXECUTE format('ANALYZE %I.%I', current_schema(), name);
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN NULL;
    END $$;
`
