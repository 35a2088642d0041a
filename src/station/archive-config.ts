/** `[archive]` of the configuration: where footage goes, when, and how fast. */
import { z } from 'zod';
import { windowProblem } from '../archive/sync/window.js';
import { isZone } from '../domain/time.js';
import { targetSchema } from './archive-target-config.js';
import { byteSize } from './byte-size.js';

export const archiveSchema = z.strictObject({
  start: z
    .string()
    .default('0 22 * * *')
    .superRefine((start, ctx) => {
      const problem = windowProblem(start);
      if (problem !== null) ctx.addIssue({ code: 'custom', message: problem });
    }),
  hours: z.number().min(0.1).max(24).default(8),
  zone: z
    .string()
    .default('')
    .refine((zone) => zone === '' || isZone(zone), 'is no time zone known here'),
  max_rate: z.union([z.literal('none'), byteSize]).default('none'),
  minimum_days: z.int().min(1).max(36_500).default(180),
  oldest_hours: z.number().min(1).max(10_000).default(72),
  audit_nights: z.int().min(1).max(3650).default(30),
  target: z
    .array(targetSchema)
    .default([])
    .refine((all) => new Set(all.map((t) => t.name)).size === all.length, 'two of them have the same name'),
});

export type ArchiveConfig = z.infer<typeof archiveSchema>;

export const ARCHIVE_TEXT = `[archive]
# When sync begins, as a cron expression: minute, hour, day, month, day of the week. 夜间同步开始时间
start = "0 22 * * *"
# How many hours it may go on; what is left over waits for the next time. 同步时长(小时)
hours = 8
# Zone of the expression; empty for the station's. 时区
zone = ""
# The most that goes out in a second, e.g. "20 MiB". 带宽上限
max_rate = "none"
# How many days something is locked whose retention is not settled yet. 保存期限未定时的最短锁定天数
minimum_days = 180
# Footage that has waited for longer raises an alarm. 等待入档超过多少小时报警
oldest_hours = 72
# In so many nights everything that is archived is read back once. 每多少夜把已入档资料全部回读一遍
audit_nights = 30
# One block for each archive; bwc archive init makes the marker in the mounted share or the bucket and prints the block. 局档案
# [[archive.target]]
# name = "bureau"
# path = "/mnt/bureau-archive"
# id = "…"
# or, of an S3-compatible engine (docs/archive.md), the key in a file of mode 0600 outside the data directory 对象存储:
# [[archive.target]]
# name = "bureau"
# endpoint = "https://s3.bureau.example"
# region = "us-east-1"
# bucket = "footage"
# addressing = "path"       # path or host
# lock = "compliance"       # compliance, governance or none
# credentials = { file = "/etc/bwc/bureau.key" }
# ca = "/etc/bwc/bureau-ca.pem"
# id = "…"
`;
