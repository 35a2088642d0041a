/** As somebody with the station's key, its disk and this program's sources would: another past, whole and signed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import { signCheckpoint } from '../../../src/store/custody/checkpoint.js';
import { FIRST_PREV } from '../../../src/store/custody/entry.js';
import { loadStationKey } from '../../../src/store/custody/key.js';
import { leafHash, nodesCompletedBy, rootOf, type NodeGetter } from '../../../src/store/custody/merkle.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { tamper } from '../../store/support.js';

/** @param what number of the entry that says something else, or how many entries are left */
export function forge(paths: DataPaths, what: { readonly rewritten: number } | { readonly left: number }): void {
  tamper(paths, (db) => {
    if ('left' in what) {
      db.prepare('DELETE FROM custody_entries WHERE seq >= ?').run(what.left);
      db.prepare('DELETE FROM receipts WHERE entry >= ?').run(what.left);
      db.prepare('DELETE FROM checkpoints WHERE size > ?').run(what.left);
    }
    const hashes: Buffer[] = [];
    const nodes = new Map<string, Buffer>();
    const node: NodeGetter = (level, index) =>
      (level === 0 ? hashes[index] : nodes.get(`${String(level)}/${String(index)}`)) ?? Buffer.alloc(0);
    const entries = db.prepare<[], Buffer>('SELECT bytes FROM custody_entries ORDER BY seq').pluck().all();
    const addNode = db.prepare('INSERT INTO custody_nodes (level, idx, hash) VALUES (?, ?, ?)');
    db.exec('DELETE FROM custody_nodes');
    for (const [i, bytes] of entries.entries()) {
      const entry = JSON.parse(bytes.toString()) as { actor: string } & Record<string, Json>;
      const prev = hashes.at(-1)?.toString('hex') ?? FIRST_PREV;
      const isForged = 'rewritten' in what && i === what.rewritten;
      const forged = Buffer.from(canonicalJson({ ...entry, prev, actor: isForged ? 'nobody' : entry.actor }));
      const hash = leafHash(forged);
      hashes.push(hash);
      for (const n of nodesCompletedBy(i, hash, node)) {
        nodes.set(`${String(n.level)}/${String(n.index)}`, n.hash);
        addNode.run(n.level, n.index, n.hash);
      }
      db.prepare('UPDATE custody_entries SET bytes = ?, hash = ? WHERE seq = ?').run(forged, hash, i);
    }
    const { privateKey } = loadStationKey(paths);
    const origin = readFileSync(paths.lastSigned, 'utf8').replace(/^.*"note":"([^\\]+)\\n.*$/s, '$1');
    const note = (size: number): string => signCheckpoint({ origin, size, root: rootOf(size, node) }, privateKey);
    if ('left' in what)
      db.prepare('INSERT OR REPLACE INTO checkpoints (size, at, note) VALUES (?, ?, ?)').run(
        what.left,
        '2026',
        note(what.left),
      );
    const sizes = db.prepare<[], number>('SELECT size FROM checkpoints ORDER BY size').pluck().all();
    for (const size of sizes) db.prepare('UPDATE checkpoints SET note = ? WHERE size = ?').run(note(size), size);
    const last = sizes.at(-1) ?? 0;
    writeFileSync(paths.lastSigned, JSON.stringify({ size: last, note: note(last) }));
  });
}
