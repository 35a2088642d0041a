/** `[archive]` of the configuration: where footage goes, when, and how fast. */
import { z } from 'zod';
import { hoursSchema, rateSchema, startSchema, zoneSchema } from './archive-schedule.js';
import { targetSchema } from './archive-target-config.js';
import { liveWitnessSchema } from './witness-config.js';

export const archiveSchema = z.strictObject({
  start: startSchema.default('0 22 * * *'),
  hours: hoursSchema.default(8),
  zone: zoneSchema.default(''),
  max_rate: rateSchema.default('none'),
  minimum_days: z.int().min(1).max(36_500).default(180),
  oldest_hours: z.number().min(1).max(10_000).default(72),
  receipt_days: z.number().min(1).max(365).default(7),
  witness: liveWitnessSchema.nullable().default(null),
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
# No receipt for the log for so many days raises an alarm, where somebody is configured to give any. 几天没有新回执即报警
receipt_days = 7
# A live witness (docs/witness.md): where it answers, and its key as bwc bureau witness-key prints it. 日志见证服务
# witness = { url = "https://witness.example", key = "…" }
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
# Whose receipts lie there: the key of who signs with bwc archive audit --sign. 签发回执一方的公钥
# witness_key = "…"
`;
