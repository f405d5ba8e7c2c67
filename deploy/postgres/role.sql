-- Two roles for a ledger on PostgreSQL: konstantly_owner makes its tables and changes them for newer versions of the tool, konstantly_worker
-- works on them and can do nothing else (docs/postgresql.md). Once, in the database of the ledger, as somebody who may create roles and schemas:
--
--   createdb --template=template0 --encoding=UTF8 offboard
--   psql --dbname=offboard --single-transaction --set=ON_ERROR_STOP=1 --file=role.sql
--   psql --dbname=offboard --command='\password konstantly_owner' --command='\password konstantly_worker'
--
-- With --ledger-schema, put its name in place of konstantly_offboard.

CREATE ROLE konstantly_owner LOGIN;
CREATE ROLE konstantly_worker LOGIN;

-- Without being a superuser, only members of a role may act for it. Taken back below.
GRANT konstantly_owner TO CURRENT_USER;

CREATE SCHEMA konstantly_offboard AUTHORIZATION konstantly_owner;
GRANT USAGE ON SCHEMA konstantly_offboard TO konstantly_worker;

-- Of what the owner will make there. Functions may be called by everybody who may use the schema, as PostgreSQL has it.
ALTER DEFAULT PRIVILEGES FOR ROLE konstantly_owner IN SCHEMA konstantly_offboard
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO konstantly_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE konstantly_owner IN SCHEMA konstantly_offboard
  GRANT USAGE ON SEQUENCES TO konstantly_worker;

REVOKE konstantly_owner FROM CURRENT_USER;

-- Nobody else has a business in this database. Temporary tables hold what is worked out on the way.
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format(
    'GRANT CONNECT, TEMPORARY ON DATABASE %I TO konstantly_owner, konstantly_worker', current_database());
END
$$;
