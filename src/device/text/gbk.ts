/** Text to GBK, which Node can only read: its decoder turned round once, at the first use. */
let table: ReadonlyMap<string, number> | undefined;

/** @throws RangeError for a character that has no place in GBK (private-use characters have none) */
export function encodeGbk(text: string): Buffer {
  table ??= invertDecoder();
  const bytes: number[] = [];
  for (const character of text) {
    const pair = table.get(character);
    if (character <= '\x7F') bytes.push(character.charCodeAt(0));
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new RangeError(`not in GBK: ${character}`);
  }
  return Buffer.from(bytes);
}

function invertDecoder(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gbk');
  const pairs = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      // Some characters have two codes; the first, in GB 2312's own order, is the one that is written.
      if (/^[^\uFFFD\p{Co}]$/u.test(text) && !pairs.has(text)) pairs.set(text, (lead << 8) | trail);
    }
  }
  return pairs;
}
