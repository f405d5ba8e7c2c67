-- A role with the least rights that konstantly-offboard needs for a ledger that is there already (docs/postgresql.md). Whoever ran the tool on it
-- first owns the ledger, and runs it first after an update. Run this as a superuser, or as that owner if it may create roles, on the database
-- of the ledger:
--   psql postgres://postgres@db.example.com/offboarding --set ON_ERROR_STOP=1 --file role.sql
-- With two names of your own: --set schema=konstantly_offboard --set worker=konstantly_worker

\if :{?schema} \else \set schema konstantly_offboard
\endif
\if :{?worker} \else \set worker konstantly_worker
\endif
SELECT pg_get_userbyid(nspowner) AS owner FROM pg_namespace WHERE nspname = :'schema' \gset

-- Give it a password with \password, or let it in otherwise (pg_hba.conf).
CREATE ROLE :"worker" LOGIN;

-- Temporary tables hold who is looked up, while that takes.
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), :'worker') \gexec
GRANT USAGE ON SCHEMA :"schema" TO :"worker";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA :"schema" TO :"worker";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA :"schema" TO :"worker";
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA :"schema" TO :"worker";
-- Only its owner brings the ledger up to date.
REVOKE INSERT, UPDATE, DELETE ON :"schema".ledger FROM :"worker";

-- What an update of the tool adds.
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA :"schema" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"worker";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA :"schema" GRANT USAGE ON SEQUENCES TO :"worker";
