/** One generation of an ASC MHL history (ASC MHL 1.0, schema version 2.0) over the payload of a bag: what offload tools read. Pure. */
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.js';
import { tag, type TagFile } from './bag.js';
import { c4 } from './c4.js';

export interface HashedFile {
  /** Relative to the bag. */
  readonly path: string;
  readonly bytes: number;
  /** 64 bytes. */
  readonly sha512: Buffer;
}

export interface MhlInput {
  /** The folder's own name. */
  readonly folder: string;
  /** When it was made. */
  readonly at: Instant;
  /** Which machine made it. */
  readonly host: string;
  readonly version: string;
  readonly files: readonly HashedFile[];
  /** What lies beside the payload and is no part of the history. */
  readonly ignored: readonly string[];
}

/** The generation and the chain file that names it. */
export function mhlGeneration({ folder, at, host, version, files, ignored }: MhlInput): TagFile[] {
  const time = xml(at);
  const hashes = files.map(
    ({ path, bytes, sha512 }) => `    <hash>
      <path size="${String(bytes)}">${xml(path)}</path>
      <c4 action="original" hashdate="${time}">${c4(sha512)}</c4>
    </hash>
`,
  );
  const patterns = ['.DS_Store', 'ascmhl', 'ascmhl/', ...ignored];
  const list = `${HEAD}<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0">
  <creatorinfo>
    <creationdate>${time}</creationdate>
    <hostname>${xml(host)}</hostname>
    <tool version="${xml(version)}">bwc-station</tool>
  </creatorinfo>
  <processinfo>
    <process>transfer</process>
    <ignore>
${patterns.map((pattern) => `      <pattern>${xml(pattern)}</pattern>\n`).join('')}    </ignore>
  </processinfo>
${hashes.length === 0 ? '' : `  <hashes>\n${hashes.join('')}  </hashes>\n`}</hashlist>
`;
  const name = `0001_${folder}_${at.slice(0, 10)}_${at.slice(11, 19).replaceAll(':', '')}Z.mhl`;
  const digest = createHash('sha512').update(list, 'utf8').digest();
  return [tag(`ascmhl/${name}`, list), tag('ascmhl/ascmhl_chain.xml', chain(name, c4(digest)))];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

const chain = (name: string, id: string): string => `${HEAD}<ascmhldirectory xmlns="urn:ASC:MHL:DIRECTORY:v2.0">
  <hashlist sequencenr="1">
    <path>${xml(name)}</path>
    <c4>${id}</c4>
  </hashlist>
</ascmhldirectory>
`;

const xml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${String(c.charCodeAt(0))};`);
