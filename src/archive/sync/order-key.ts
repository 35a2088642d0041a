/** Under which name an order's bytes lie in an archive. Pure. */
import { documentKey, originalKey, type ObjectKey } from '../keys.js';
import type { BuiltOrder } from './context.js';

/** `records/<station>/<clip>/0003.json`, so that names sort as versions do. */
export const recordKey = (stationId: string, clipId: string, version: number): ObjectKey =>
  documentKey('records', stationId, clipId, `${String(version).padStart(4, '0')}.json`);

export const orderKey = (stationId: string, { kind, clipId, version, sha256 }: BuiltOrder): ObjectKey =>
  kind === 'record' ? recordKey(stationId, clipId, version ?? 0) : originalKey(sha256);
