/** Text to GBK. Node can only read it: every pair of bytes is decoded once and turned round. */
const pairs = new Map<string, readonly [number, number]>();
const decoder = new TextDecoder('gbk');
for (let lead = 0x81; lead <= 0xfe; lead++) {
  for (let trail = 0x40; trail <= 0xfe; trail++) {
    const character = decoder.decode(Uint8Array.of(lead, trail));
    if (character.length === 1 && character !== '\uFFFD') pairs.set(character, [lead, trail]);
  }
}

/** @throws RangeError for a character GBK does not have */
export function toGbk(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((character) => {
      if (character < '\x80') return [character.charCodeAt(0)];
      const pair = pairs.get(character);
      if (pair === undefined) throw new RangeError(`not in GBK: ${character}`);
      return [...pair];
    }),
  );
}
