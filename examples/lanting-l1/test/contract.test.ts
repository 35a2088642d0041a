import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cameraContract, type ContractSubject } from 'bwc-station/device/testing';
import { describe, it } from 'vitest';
import { createLantingDriver } from '../src/driver.js';
import { type CardOptions, createLantingCard } from '../src/testing/card.js';

describe.each<CardOptions['names']>(['gbk', 'utf-8'])('camera contract, names in %s', (names = 'gbk') => {
  for (const { name, run } of cameraContract(() => subject(names))) it(name, run);
});

async function subject(names: 'gbk' | 'utf-8'): Promise<ContractSubject> {
  const dir = await mkdtemp(join(tmpdir(), 'lanting-'));
  const card = await createLantingCard(dir, { names });
  return {
    camera: await createLantingDriver(card.io).open(card.candidate, 'lanting-l1'),
    files: card.files,
    tree: card.root,
    unplug: () => Promise.resolve(card.pull()),
    cleanup: () => rm(dir, { recursive: true }),
  };
}
