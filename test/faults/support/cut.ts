/** A daemon that takes clips in until its disk is gone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectStation } from '../../../src/web/client.js';
import { killHard, startDaemon } from './bwc.js';
import type { Scratch } from './scratch.js';

/** Takes in a folder until `ms` after it was listed, then cuts. @returns what was acknowledged by then */
export async function ingestUntilCut(
  scratch: Scratch,
  data: string,
  source: string,
  ms: number,
  cut: () => Promise<void>,
): Promise<string[]> {
  const daemon = await startDaemon(scratch, data);
  const acknowledged: string[] = [];
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const watching = (async () => {
    try {
      for await (const event of connectStation(daemon.socket).ingest(source, 'test')) {
        // Emitted after the commit only: from here on the clip must survive anything.
        if (event.type === 'stored') acknowledged.push(event.sha256);
        if (event.type === 'listed') begin();
      }
    } catch {
      // The daemon died in the middle of it, as it should.
    }
    begin();
  })();
  await begun;
  await sleep(ms);
  const cutting = cut();
  await killHard(daemon.process);
  await cutting;
  await watching;
  return acknowledged;
}
