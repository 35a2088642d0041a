/** The station's configuration: TOML in the data directory, every key checked, unknown keys refused. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { BwcError, messageOf } from '../domain/errors.js';
import { isZone } from '../domain/time.js';
import type { CameraSources } from '../ingest/drivers.js';
import { PREVIEW_QUALITIES } from '../ingest/preview/quality.js';
import { absolutePath } from './absolute-path.js';
import { ARCHIVE_TEXT, archiveSchema } from './archive-config.js';
import { keyInside } from './archive-target-config.js';
import { byteSize } from './byte-size.js';
import { passwordsSchema } from './passwords.js';
import type { DataPaths } from '../store/paths.js';
import { WEB_TEXT, webSchema } from './web-config.js';

const configSchema = z.strictObject({
  station: z.strictObject({
    name: z.string().default(''),
    unit: z.string().default(''),
    timezone: z.string().refine(isZone, 'is no time zone known here').default('Asia/Shanghai'),
  }),
  cameras: z
    .strictObject({
      mount_roots: z.array(absolutePath).default(['/media', '/run/media']),
      rescan_seconds: z.number().min(0.2).max(60).default(2),
      resume_minutes: z.number().min(0).max(1440).default(30),
      stall_seconds: z.number().min(5).max(3600).default(120),
      extra_drivers: z.array(z.string()).default([]),
      extra_profiles: z.array(z.string().min(1)).default([]),
      extra_models: z.array(z.string().min(1)).default([]),
      set_clock: z.boolean().default(false),
      confirmed_usb: z
        .array(z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/, 'is no USB id like "46f4:0004"'))
        .default([]),
      priority_slot: z.string().default(''),
      switch_seconds: z.number().min(1).max(600).default(60),
      passwords: passwordsSchema.default({}),
    })
    .prefault({}),
  ingest: z
    .strictObject({
      lanes: z.number().int().min(1).max(32).default(4),
      read_back: z.boolean().default(true),
      sm3: z.boolean().default(false),
      reserve: z.union([z.literal('auto'), byteSize]).default('auto'),
    })
    .prefault({}),
  drop_folder: z
    .array(
      z.strictObject({
        path: absolutePath,
        source: z.enum(['phone', 'camcorder', 'other']),
        settle_seconds: z.number().min(0.5).max(600).default(5),
      }),
    )
    .default([]),
  rules: z
    .strictObject({
      rulebook: z.string().min(1).default('xiamen-2021'),
      extensions: z.array(z.string().min(1)).default([]),
      calendar: z
        .string()
        .default('')
        .transform((path) => (path === '' ? null : path)),
    })
    .prefault({}),
  media: z
    .strictObject({
      thumbnails: z.boolean().default(true),
      previews: z.boolean().default(true),
      preview_quality: z.enum(PREVIEW_QUALITIES).default('normal'),
      preview_space: z.union([z.literal('auto'), byteSize]).default('auto'),
    })
    .prefault({}),
  print: z
    .strictObject({ font: z.union([z.literal(''), absolutePath]).default(''), face: z.string().default('') })
    .prefault({}),
  custody: z.strictObject({ checkpoint_seconds: z.number().min(1).max(3600).default(60) }).prefault({}),
  archive: archiveSchema.prefault({}),
  web: webSchema.prefault({}),
  log: z.strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
});

export type Config = z.infer<typeof configSchema>;

/** What the configuration adds to the cameras this package knows. */
export const cameraSources = ({ extra_drivers, extra_profiles, extra_models }: Config['cameras']): CameraSources => ({
  drivers: extra_drivers,
  profiles: extra_profiles,
  models: extra_models,
});

/** @throws BwcError `bwc.config.missing`, `bwc.config.invalid` naming the key */
export function loadConfig(paths: DataPaths): Config {
  let text: string;
  try {
    text = readFileSync(paths.config, 'utf8');
  } catch (error) {
    throw new BwcError(
      'bwc.config.missing',
      `${paths.config} cannot be read`,
      { file: paths.config },
      { cause: error },
    );
  }
  return parseConfig(text, paths.config);
}

/** Paths of descriptions of cameras, rulebooks and calendars are relative to the file. @throws BwcError `bwc.config.invalid` naming the key */
export function parseConfig(text: string, file: string): Config {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    // The parser's message goes on with the lines in question, which may hold a password; so does the error itself.
    const [reason = ''] = messageOf(error).split('\n');
    const line = error instanceof TomlError ? error.line : null;
    throw new BwcError('bwc.config.invalid', `${file}, line ${String(line)}: ${reason}`, { file, line });
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) {
    const { archive, cameras, rules, web } = parsed.data;
    const inside = keyInside(archive.target, dirname(resolve(file)));
    if (inside !== undefined)
      throw new BwcError(
        'bwc.config.invalid',
        `${file}: archive.target: ${inside} lies in the data directory; keep the key elsewhere`,
        { file, key: 'archive.target' },
      );
    const at = (path: string): string => resolve(dirname(file), path);
    const extra = { extra_profiles: cameras.extra_profiles.map(at), extra_models: cameras.extra_models.map(at) };
    const files = {
      extensions: rules.extensions.map(at),
      calendar: rules.calendar === null ? null : at(rules.calendar),
    };
    const tls = web.tls === null ? null : { certificate: at(web.tls.certificate), key: at(web.tls.key) };
    return { ...parsed.data, cameras: { ...cameras, ...extra }, rules: { ...rules, ...files }, web: { ...web, tls } };
  }
  const issue = parsed.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  const hint =
    issue?.code === 'unrecognized_keys' ? `unknown key ${issue.keys.join(', ')}` : (issue?.message ?? 'invalid');
  throw new BwcError('bwc.config.invalid', `${file}: ${key === '' ? '' : `${key}: `}${hint}`, { file, key });
}

/**
 * The configuration that `bwc init` writes: every key with its meaning and its default.
 * @param roots mount roots to watch
 * @param extraDrivers module paths or package names
 */
export function configText(
  unit: string,
  name: string,
  roots: readonly string[],
  extraDrivers: readonly string[],
): string {
  const q = JSON.stringify;
  return `# bwc-station configuration. Restart the daemon after a change. 修改后请重启服务。

[station]
# Name of this station in lists and checkpoints. 采集工作站名称
name = ${q(name)}
# The unit (单位) it belongs to; the first part of every canonical file name. 单位名称
unit = ${q(unit)}
# Zone of the cameras' clocks and of dates shown to people. 时区
timezone = "Asia/Shanghai"

[cameras]
# Where cameras appear as volumes: every mount at or below these folders, and every plain folder directly in them. 挂载目录
mount_roots = [${roots.map((r) => q(resolve(r))).join(', ')}]
# Seconds between two looks at the mounts. Hot-plug events only make it look sooner.
rescan_seconds = 2
# How long a visit waits for a medium that vanished before it is closed as interrupted. 断开后等待重新插入的分钟数
resume_minutes = 30
# A camera that answers nothing for this long costs its visit, never the station.
stall_seconds = 120
# Further camera drivers: module paths or package names, each exporting \`driver\` (see the device SDK).
extra_drivers = [${extraDrivers.map((d) => q(d)).join(', ')}]
# Layouts of cameras described as JSON, without code (docs/sdk.md): paths, relative to this file, e.g. ["lanting-l1.json"]. 设备描述文件
extra_profiles = []
# The same for MTP models. MTP 设备描述文件
extra_models = []
# Set the clocks of cameras that allow it to the station's, once everything is stored and only while the station's own clock is synchronised. 校时
set_clock = false
# MTP devices of kinds no model describes, taken for cameras all the same: USB ids like "2a45:0c02". 已确认的 MTP 设备
confirmed_usb = []
# Slot that is read first, e.g. "usb:1-1.2", until one is chosen on the page or with bwc priority; empty for none. 优先采集口
priority_slot = ""
# How long a camera that was sent to become a disk (GA/T 947.4) may take to come back. 切换为存储盘的等待秒数
switch_seconds = 60
# Administrator passwords of cameras that are first talked to and then become a disk (GA/T 947.4), by the code of maker
# and model, which the refusal of a camera without one names. Text, or a file that holds nothing else. Whatever holds them
# should be readable by the station only (0600). None is ever guessed; a wrong one is tried once. 设备管理员密码(按型号代码)
# [cameras.passwords]
# ABC01 = "..."
# ABC02 = { file = "/etc/bwc/abc02.password" }

[ingest]
# How many cameras are read at the same moment.
lanes = 4
# Read every clip back from the disk itself (O_DIRECT) before it counts as verified. 回读校验
read_back = true
# Take the SM3 digest beside SHA-256 in the same pass. 国密 SM3 摘要
sm3 = false
# Free space that is never used; ingest stops cleanly before it. "auto" is 5 % of the disk, at most 2 GiB. 预留空间
reserve = "auto"

[rules]
# The regulation in force here: \`bwc rules show\` lists what each says. 适用的规定
rulebook = "xiamen-2021"
# The bureau's own additions (docs/rules.md): paths relative to this file; then \`rulebook\` may name one of them. 本局补充规则文件
extensions = []
# Days the bureau decrees itself, and the notices of years this version does not know (docs/rules.md): a path. 本地工作日历
calendar = ""

[media]
# Make a small picture of each video and photo. 缩略图
thumbnails = true
# Make previews that every browser plays (docs/media.md), in the background and never while a camera is copied. Without it they are made when somebody asks for one. 后台制作预览
previews = true
# small, normal or fine. 预览质量
preview_quality = "normal"
# The most that previews may take; what was not looked at for longest goes first. "auto" is a tenth of the disk. 预览占用上限
preview_space = "auto"

[print]
# Font of documents (PDF), which must have Chinese; empty for the first of docs/exports.md that is installed. 文档字体
font = ""
# Of a collection (.ttc), the face by its PostScript name, e.g. "NotoSansCJKsc-Regular". 字体集中的字体名
face = ""

[custody]
# A signed checkpoint at least this often while something happens. 签名检查点间隔(秒)
checkpoint_seconds = 60

${ARCHIVE_TEXT}
${WEB_TEXT}
[log]
# trace, debug, info, warn or error
level = "info"

# Footage from phones, camcorders and other recorders: one block per folder. A file is taken in once it has stopped
# growing and a note says where it comes from: "<file name>.note.txt" beside it, or "note.txt" for the whole folder.
# 手机、摄像机等其他设备的资料导入目录；每个文件须有说明文件。
# [[drop_folder]]
# path = "/srv/drop/phones"
# source = "phone"          # phone, camcorder or other
# settle_seconds = 5
`;
}
