/** The code blocks of docs/sdk.md. Each says what it is in a comment before it: `file: …`, `part of: …`, `run`, `printed`, … */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const EXAMPLE = fileURLToPath(new URL('../../../examples/lanting-l1/', import.meta.url));
const GUIDE = fileURLToPath(new URL('../../../docs/sdk.md', import.meta.url));

export interface Block {
  readonly line: number;
  /** `file`, `part of`, `run`, `printed`, `install`, `needs a camera`; null where the guide does not say. */
  readonly is: string | null;
  /** Of `file` and `part of`: relative to the example. */
  readonly path: string;
  readonly text: string;
}

export function guideBlocks(): Block[] {
  const lines = readFileSync(GUIDE, 'utf8').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!/^\s*```/.test(lines[at] ?? '')) continue;
    const end = lines.indexOf('```', at + 1);
    const said = /^<!-- ([a-z ]+)(?:: (\S+))? -->$/.exec(lines[at - 1] ?? '');
    const text = `${lines.slice(at + 1, end).join('\n')}\n`;
    blocks.push({ line: at + 1, is: said?.[1] ?? null, path: said?.[2] ?? '', text });
    at = end;
  }
  return blocks;
}
