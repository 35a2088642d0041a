/** What archives signed: the station's checkpoints with a witness's cosignature. A log that no longer fits one was changed since. */
import { appendOnly } from './append-only.js';

export const RECEIPTS = `
CREATE TABLE receipts (
  id      INTEGER PRIMARY KEY,
  target  TEXT NOT NULL,            -- which archive
  witness TEXT NOT NULL,            -- the name it signs under
  size    INTEGER NOT NULL,         -- custody entries that its checkpoint covers
  at      TEXT NOT NULL,            -- when it signed, by its clock
  note    TEXT NOT NULL,            -- the receipt itself
  entry   INTEGER NOT NULL UNIQUE   -- the custody entry that says the same
) STRICT;
CREATE INDEX receipts_of ON receipts (target, size);
${appendOnly('receipts')}
`;
