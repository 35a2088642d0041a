/** `[erase]` of the configuration: whether footage leaves cameras, when, and who authorised it. */
import { z } from 'zod';
import type { EraseRule } from '../archive/erase/decide.js';
import { BwcError } from '../domain/errors.js';
import { ERASE_POLICIES } from '../domain/erase.js';
import { isCivilDay, localDay, toInstant, type Clock } from '../domain/time.js';

export const eraseSchema = z
  .strictObject({
    policy: z.enum(ERASE_POLICIES).default('afterArchived'),
    authorised_by: z.string().trim().max(200).default(''),
    authorised_on: z
      .string()
      .default('')
      .refine((day) => day === '' || isCivilDay(day), 'is no day like "2026-11-21"'),
    reference: z.string().trim().max(200).default(''),
  })
  .superRefine(({ authorised_by, authorised_on }, context) => {
    if (authorised_on !== '' && authorised_by === '')
      context.addIssue({ code: 'custom', path: ['authorised_by'], message: 'names nobody, and authorised_on a day' });
    if (authorised_by !== '' && authorised_on === '')
      context.addIssue({
        code: 'custom',
        path: ['authorised_on'],
        message: 'is missing: the day of the authorisation',
      });
  });

export type EraseConfig = z.infer<typeof eraseSchema>;

/** @throws BwcError `bwc.config.invalid` where the authorisation is of a day that is not yet */
export function eraseRule(
  { policy, authorised_by: by, authorised_on: on, reference }: EraseConfig,
  zone: string,
  clock: Clock,
): EraseRule {
  if (by === '') return { policy, authorised: null };
  const today = localDay(toInstant(clock.now()), zone);
  if (on > today)
    throw new BwcError('bwc.config.invalid', `erase.authorised_on: ${on} is yet to come, today is ${today}`, {
      key: 'erase.authorised_on',
    });
  return { policy, authorised: { by, on, reference: reference === '' ? null : reference } };
}

export const ERASE_TEXT = `[erase]
# When footage is taken off cameras: never, afterVerified (stored here and read back from the disk) or afterArchived (docs/erase.md). 清除设备内资料的条件
policy = "afterArchived"
# Who authorised it. Without a person and a day nothing is ever erased. 授权人姓名（未填一律不清除）
authorised_by = ""
# On which day, as 2026-03-01. 授权日期（未填一律不清除）
authorised_on = ""
# The document it stands in. 批准文号
reference = ""
`;
