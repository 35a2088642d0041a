/** The signed root that each record rests on, and until when the bags of visits are locked: both are looked at again long after. */
export const ROOTS_AND_LOCKS = `
ALTER TABLE archive_records ADD COLUMN root INTEGER; -- entries under it; null for a record that was built before this was kept
CREATE INDEX archive_records_roots ON archive_records (root) WHERE root IS NOT NULL;
CREATE TRIGGER archive_records_root_stays BEFORE UPDATE OF root ON archive_records WHEN new.root IS NOT old.root
BEGIN SELECT RAISE(ABORT, 'a record rests on one root'); END;

CREATE TABLE archive_bag_locks (     -- of a bag that an archive has; no row where it was not locked since this table is there
  bag          INTEGER PRIMARY KEY REFERENCES archive_bags (id),
  retain_until TEXT NOT NULL         -- as the archive confirmed it for every file; it only grows
) STRICT;
CREATE TRIGGER archive_bag_locks_grow BEFORE UPDATE ON archive_bag_locks WHEN new.bag IS NOT old.bag OR new.retain_until < old.retain_until
BEGIN SELECT RAISE(ABORT, 'a lock is never shortened'); END;
CREATE TRIGGER archive_bag_locks_no_delete BEFORE DELETE ON archive_bag_locks
BEGIN SELECT RAISE(ABORT, 'a lock is never forgotten'); END;
`;
