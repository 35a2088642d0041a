import { z } from 'zod';

const BYTE_UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** `"2 GiB"` → bytes. */
export const byteSize = z.string().transform((text, ctx) => {
  const m = /^(\d+(?:\.\d+)?) ?(B|KiB|MiB|GiB|TiB)$/.exec(text);
  const unit = BYTE_UNITS[m?.[2] ?? ''];
  if (m?.[1] === undefined || unit === undefined) {
    ctx.addIssue({ code: 'custom', message: 'write a size such as "500 MiB" or "2 GiB"' });
    return z.NEVER;
  }
  return Math.round(Number(m[1]) * unit);
});
