/** Who witnesses the log, in the configuration: keys as C2SP writes verifier keys, and where a live witness answers. */
import { z } from 'zod';
import { parseWitnessKey, type WitnessKey } from '../archive/witness/cosignature.js';

/** `<name>+<key id>+<key>`, as `bwc bureau witness-key` prints it. */
export const witnessKeySchema = z.string().transform((text, ctx): WitnessKey => {
  const key = parseWitnessKey(text);
  if (key !== undefined) return key;
  ctx.addIssue({ code: 'custom', message: 'is no key of a witness, as bwc bureau witness-key prints it' });
  return z.NEVER;
});

/** Without user, password, query or fragment: `/add-checkpoint` is put behind it. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

export const liveWitnessSchema = z.strictObject({
  url: z
    .string()
    .refine(isAddress, 'is no address like "https://witness.bureau.example"')
    .transform((text) => text.replace(/\/+$/, '')),
  key: witnessKeySchema,
});
