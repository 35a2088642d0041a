/**
 * What must hold at every moment, whatever happened: what was acknowledged is there with its bytes and its place in the
 * chain; what is there was acknowledged or is reported; nothing that was there has changed.
 */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataPaths } from '../../../src/store/paths.js';
import { openStationReader } from '../../../src/store/station-store.js';
import type { Finding } from '../../../src/store/verify/finding.js';
import { verifyStation } from '../../../src/store/verify/verify-station.js';

export interface Kept {
  readonly ino: number;
  readonly sha256: string;
}

/** Stored path → what lies there. */
export type Originals = ReadonlyMap<string, Kept>;

export interface Standing {
  readonly violations: readonly string[];
  readonly findings: readonly Finding[];
  readonly originals: Originals;
  /** SHA-256 of every acknowledged clip. */
  readonly acknowledged: readonly string[];
}

/** Looks at a data directory without changing it; nobody may be writing to it. */
export async function examine(data: string, before: Originals): Promise<Standing> {
  const violations: string[] = [];
  const originals = await originalsIn(data);
  for (const [path, { ino, sha256 }] of before) {
    const now = originals.get(path);
    if (now === undefined) violations.push(`${path} was there and is gone`);
    else if (now.ino !== ino) violations.push(`${path} was replaced by another file`);
    else if (now.sha256 !== sha256) violations.push(`${path} was changed in place`);
  }
  const reader = openStationReader(dataPaths(data));
  try {
    const findings: Finding[] = [];
    for await (const f of verifyStation(reader, {
      budgetMs: null,
      daemonRunning: false,
      onProgress: () => undefined,
    })) {
      findings.push(f);
    }
    for (const f of findings) {
      if (f.kind !== 'original.unexpected') violations.push(`verify: ${f.kind} ${f.subject}: ${f.detail}`);
    }
    const rows = reader.db
      .prepare<[], { sha256: string; stored_path: string }>('SELECT sha256, stored_path FROM clips')
      .all();
    for (const { sha256, stored_path } of rows) {
      if (originals.get(stored_path)?.sha256 !== sha256) violations.push(`acknowledged, but not there: ${stored_path}`);
    }
    const reported = new Set(findings.map((f) => f.subject));
    for (const path of originals.keys()) {
      const recorded = reader.originals.atPath(path) !== undefined;
      if (!recorded && !reported.has(path)) violations.push(`neither recorded nor reported: ${path}`);
    }
    return { violations, findings, originals, acknowledged: rows.map((r) => r.sha256) };
  } finally {
    reader.close();
  }
}

/** Read by this test's own means, not by the product's. */
export async function originalsIn(data: string): Promise<Originals> {
  const found = new Map<string, Kept>();
  for (const entry of await readdir(join(data, 'originals'), { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const full = join(entry.parentPath, entry.name);
    found.set(full.slice(data.length + 1), { ino: (await lstat(full)).ino, sha256: sha256Of(await readFile(full)) });
  }
  return found;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of every file in a tree whose name matches. */
export async function contentsOf(root: string, names = /./): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((e) => e.isFile() && names.test(e.name));
  return Promise.all(files.map(async (e) => sha256Of(await readFile(join(e.parentPath, e.name)))));
}
