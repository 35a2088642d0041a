import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../../src/store/custody/checkpoint.js';
import { clipProof } from '../../../src/store/custody/clip-proof.js';
import { leafHash, verifyInclusion } from '../../../src/store/custody/merkle.js';
import { newStore, sha256, TestVisit } from '../support.js';

describe('the proof of one clip', () => {
  it('holds for every clip, by the tree and by the station’s signature', async () => {
    const store = await newStore();
    const visit = TestVisit.open(store);
    for (let i = 0; i < 9; i += 1) {
      await visit.ingest(`${String(i)}.mp4`, `content ${String(i)}`);
      if (i % 3 === 2) await store.signer.sign();
    }
    for (let i = 0; i < 9; i += 1) {
      const digest = sha256(`content ${String(i)}`);
      const proof = clipProof(store, digest);
      const opened = openCheckpoint(proof.checkpoint, createPublicKey(proof.publicKey));
      if (!opened.ok) throw new Error(opened.reason);
      const entry = Buffer.from(proof.entryBase64, 'base64');
      const path = proof.path.map((p) => Buffer.from(p.hash, 'hex'));
      expect(opened.checkpoint.size).toBe(proof.treeSize);
      expect(verifyInclusion(leafHash(entry), proof.index, proof.treeSize, path, opened.checkpoint.root)).toBe(true);
      expect(JSON.parse(entry.toString())).toMatchObject({
        kind: 'clip.stored',
        clipId: proof.clip,
        body: { sha256: digest, storedPath: proof.storedPath },
      });
      expect(proof.sha256).toBe(digest);
    }
  });

  it('is not given before a checkpoint covers it, nor for a clip that is not there', async () => {
    const store = await newStore();
    await TestVisit.open(store).ingest('a.mp4', 'a');
    const notFound = expect.objectContaining({ code: 'bwc.store.not_found' }) as Error;
    expect(() => clipProof(store, sha256('a'))).toThrow(notFound);
    await store.signer.sign();
    expect(clipProof(store, sha256('a')).sha256).toBe(sha256('a'));
    expect(() => clipProof(store, 'c_none')).toThrow(notFound);
  });
});
