/** Text to GBK, which Node can only read: its decoder turned round once. */
let table: ReadonlyMap<string, number> | undefined;

/** @throws RangeError for a character GBK does not have. */
export function encodeGbk(text: string): Buffer {
  table ??= makeTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new RangeError(`not in GBK: ${character}`);
  }
  return Buffer.from(bytes);
}

function makeTable(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gbk');
  const pairs = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\uFFFD') pairs.set(character, (lead << 8) | trail);
    }
  }
  return pairs;
}
