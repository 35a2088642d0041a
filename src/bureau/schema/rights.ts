/**
 * Who may do what, said anew after every migration. Roles belong to the whole server and cannot sign in: an administrator
 * grants them to people's own accounts. Nobody is granted an UPDATE or a DELETE.
 */
export const ROLES = { importer: 'bwc_bureau_importer', reader: 'bwc_bureau_reader' } as const;

const IMPORTS = [
  'raise_alarm(text, text, text, text)',
  'note_import(text, timestamptz, jsonb)',
  'import_checkpoint(text, bigint, bytea, text)',
  'import_records(text, jsonb)',
].map((name) => `bureau.${name}`);

/** Two databases of one server may be set up at once: whoever comes second finds the role made. */
export const makeRole = (role: string): string => `
DO $$ BEGIN
  CREATE ROLE ${role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`;

export const RIGHTS = `
REVOKE ALL ON SCHEMA bureau FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA bureau FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bureau FROM PUBLIC;
GRANT USAGE ON SCHEMA bureau TO ${ROLES.importer}, ${ROLES.reader};
GRANT SELECT ON ALL TABLES IN SCHEMA bureau TO ${ROLES.importer}, ${ROLES.reader};
GRANT EXECUTE ON FUNCTION ${IMPORTS.join(', ')} TO ${ROLES.importer};
`;
