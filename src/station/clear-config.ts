/** `[clear]` of the configuration: whether, when and by whose authority the station gives up its own copy of what is archived. */
import { z } from 'zod';

export const CLEAR_POLICIES = ['never', 'asked', 'automatic'] as const;
/** Until then a case's footage is joined to its file (TJ-16, TJ-27), labels are due (XM-12) and emergencies delivered (PD-15). */
const LEAST_KEEP_DAYS = 30;

export const clearSchema = z
  .strictObject({
    policy: z.enum(CLEAR_POLICIES).default('never'),
    authorised_by: z.string().trim().max(200).default(''),
    authorised_on: z
      .string()
      .default('')
      .refine((day) => day === '' || z.iso.date().safeParse(day).success, 'is no day like "2026-11-01"'),
    full_percent: z.number().min(1).max(100).default(85),
    until_percent: z.number().min(0).max(99).default(75),
    after_days: z.union([z.literal('none'), z.int().min(1).max(36_500)]).default('none'),
    keep_days: z.int().min(LEAST_KEEP_DAYS).max(36_500).default(90),
    read_back_days: z.number().min(0).max(365).default(7),
  })
  .refine((c) => c.until_percent < c.full_percent, { path: ['until_percent'], message: 'must be below full_percent' })
  .refine((c) => c.policy === 'never' || (c.authorised_by !== '' && c.authorised_on !== ''), {
    path: ['authorised_by'],
    message: 'clearing is authorised by the unit’s leader: say who, and when in authorised_on',
  });

export type ClearConfig = z.infer<typeof clearSchema>;

export const CLEAR_TEXT = `[clear]
# Whether originals that the archive has leave this disk: "never", "asked" (bwc clear --now), or "automatic". 清理本机磁盘
policy = "never"
# Who authorised it; wanted for anything but "never". 授权人
authorised_by = ""
# On which day, as 2026-03-01; wanted as well. 授权日期
authorised_on = ""
# Begins when the disk is fuller than this; oldest first. 磁盘占用超过多少百分比开始清理
full_percent = 85
# Ends when it is no fuller than this. 清理到多少百分比为止
until_percent = 75
# What has been archived for so many days goes whatever room there is; "none" for never. 入档满多少天后清理
after_days = "none"
# So many days after it was stored everything stays, 30 at least. 入库后至少在本机保留天数
keep_days = 90
# An archive's copy that was last read back longer ago is read back in full before anything is removed. 读回核对有效天数
read_back_days = 7
`;
