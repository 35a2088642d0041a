/** What people put on record of a camera itself, over time: what it is, whose it is, whether it is still in use. */
import { appendOnly } from './append-only.js';

export const CAMERA_VERSIONS = `
CREATE TABLE camera_versions (
  camera_id TEXT NOT NULL,
  version   INTEGER NOT NULL,
  serial    TEXT,
  model     TEXT,                   -- null: as the camera itself has it
  unit_id   TEXT,                   -- whose it is
  remark    TEXT,
  retired   INTEGER NOT NULL,
  why       TEXT,
  by        TEXT NOT NULL,
  at        TEXT NOT NULL,
  entry     INTEGER NOT NULL,
  PRIMARY KEY (camera_id, version)
) STRICT, WITHOUT ROWID;
${appendOnly('camera_versions')}
`;
