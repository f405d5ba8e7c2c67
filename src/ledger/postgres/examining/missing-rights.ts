import type { Connection } from '../connection.ts'

interface Rights {
  isThere: 0 | 1
  temporary: 0 | 1
  mayMake: 0 | 1
  usage: 0 | 1
  fill: 0 | 1
}

/**
 * Which rights a role lacks to work with a ledger in the schema, or to make one there, in words. `isHidden`: whether it is kept from seeing what is in
 * the schema.
 */
export async function missingRights(
  connection: Connection,
  schema: string,
): Promise<{ missing: string[]; isHidden: boolean }> {
  const { rows } = await connection.query({
    text: `SELECT there.oid IS NOT NULL AS "isThere",
      has_database_privilege(current_database(), 'TEMPORARY') AS temporary,
      has_database_privilege(current_database(), 'CREATE') AS "mayMake",
      COALESCE(has_schema_privilege(there.oid, 'USAGE'), FALSE) AS usage,
      COALESCE(has_schema_privilege(there.oid, 'CREATE'), FALSE) AS fill
      FROM (SELECT (SELECT oid FROM pg_namespace WHERE nspname = $1) AS oid) AS there`,
    values: [schema],
  })
  const rights = rows[0] as Rights
  const missing = rights.temporary === 1 ? [] : ['TEMPORARY on the database']
  if (rights.isThere === 0)
    return {
      missing: rights.mayMake === 1 ? missing : [...missing, 'CREATE on the database'],
      isHidden: true,
    }
  if (rights.usage === 0) return { missing: [...missing, 'USAGE on the schema'], isHidden: true }
  const tables = await tablesIn(connection, schema)
  if (tables.length === 0)
    return { missing: rights.fill === 1 ? missing : [...missing, 'CREATE on the schema'], isHidden: false }
  const numbers = (await mayDrawNumbers(connection, schema)) ? [] : ['USAGE on the sequence run_numbers']
  return { missing: [...missing, ...tables.flatMap(ofTable), ...numbers], isHidden: false }
}

/** Whether the role may draw the number of a new run, as far as there is something to draw from. */
async function mayDrawNumbers(connection: Connection, schema: string): Promise<boolean> {
  const { rows } = await connection.query({
    text: `SELECT has_sequence_privilege(oid, 'USAGE') AS usage FROM pg_class
      WHERE relname = 'run_numbers' AND relkind = 'S' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)`,
    values: [schema],
  })
  return (rows as { usage: 0 | 1 }[]).every(({ usage }) => usage === 1)
}

type TableRights = { name: string } & Record<'select' | 'insert' | 'update' | 'delete', 0 | 1>

async function tablesIn(connection: Connection, schema: string): Promise<TableRights[]> {
  const { rows } = await connection.query({
    text: `SELECT relname AS name, has_table_privilege(oid, 'SELECT') AS "select", has_table_privilege(oid, 'INSERT') AS "insert",
      has_table_privilege(oid, 'UPDATE') AS "update", has_table_privilege(oid, 'DELETE') AS "delete"
      FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
      ORDER BY relname`,
    values: [schema],
  })
  return rows as TableRights[]
}

function ofTable({ name, ...rights }: TableRights): string[] {
  // Whatever the version of the schema is, is read only.
  const needed =
    name === 'ledger' ? (['select'] as const) : (['select', 'insert', 'update', 'delete'] as const)
  const lacking = needed.filter((right) => rights[right] === 0).map((right) => right.toUpperCase())
  return lacking.length === 0 ? [] : [`${lacking.join(', ')} on the table ${name}`]
}
