/** Under which name an order's bytes lie in an archive. Pure. */
import { documentKey, originalKey, type ObjectKey } from '../keys.js';
import type { BuiltOrder } from './context.js';

/** `records/<station>/<clip>/v3.json` */
export const recordKey = (stationId: string, clipId: string, version: number): ObjectKey =>
  documentKey('records', stationId, clipId, `v${String(version)}.json`);

export const orderKey = (stationId: string, { kind, clipId, version, sha256 }: BuiltOrder): ObjectKey =>
  kind === 'record' ? recordKey(stationId, clipId, version ?? 0) : originalKey(sha256);
