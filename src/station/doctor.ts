/** `bwc doctor`: everything the station needs of its machine, each looked at, each with what to do about it. */
import { constants } from 'node:fs';
import { access, link, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BwcError, messageOf } from '../domain/errors.js';
import { systemClock, toInstant } from '../domain/time.js';
import { loadDescriptions, loadDrivers } from '../ingest/drivers.js';
import { diskSpace } from '../ingest/free-space.js';
import { mediaProblem } from '../ingest/media/read-media-facts.js';
import { encoderProblem } from '../ingest/preview/encoders.js';
import { readStationClock } from '../ingest/station-clock.js';
import { loadStationKey } from '../store/custody/key.js';
import { currentHolder } from '../store/lock.js';
import { dataPaths, type DataPaths } from '../store/paths.js';
import { openStationReader } from '../store/station-store.js';
import { cameraSources, loadConfig, type Config } from './config.js';
import { bad, ok, type Diagnosis } from './diagnosis.js';
import { checkPrint } from './doctor-print.js';
import { checkArchives } from './doctor-archive.js';
import { checkBackups } from './doctor-backup.js';
import { checkRules } from './doctor-rules.js';
import { exposedPasswordFiles, readPasswords } from './passwords.js';

export async function diagnose(dataDir: string): Promise<Diagnosis[]> {
  const paths = dataPaths(dataDir);
  const found: Diagnosis[] = [checkNode(), await checkMedia(), await checkPreviews(), await checkClock()];
  const config = checkConfig(paths, found);
  if (config !== undefined)
    found.push(
      ...checkIdentity(config),
      ...checkRules(config, toInstant(systemClock.now())),
      ...(await checkDrivers(config)),
      ...checkPasswords(paths, config),
      await checkUsb(),
      await checkPrint(config),
      ...(await checkRoots(config)),
      ...(await checkArchives(config)),
      ...checkBackups(config),
    );
  const store = checkStore(paths);
  found.push(store);
  if (store.result !== 'fail') {
    found.push(checkKey(paths), ...(await checkDisk(paths, config)), checkHolder(paths));
  }
  return found;
}

function checkNode(): Diagnosis {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? ok('node', process.version)
    : bad('node', 'fail', process.version, '安装 Node.js 20.19 或更高版本', 'install Node.js 20.19 or later');
}

async function checkMedia(): Promise<Diagnosis> {
  const problem = await mediaProblem();
  return problem === null
    ? ok('media', 'ffmpeg, ffprobe and bubblewrap work')
    : bad(
        'media',
        'warn',
        problem,
        'apt-get install ffmpeg bubblewrap；原件照常入库，只是没有时长和缩略图',
        'apt-get install ffmpeg bubblewrap; originals are stored all the same, without duration and pictures',
      );
}

async function checkPreviews(): Promise<Diagnosis> {
  const problem = await encoderProblem();
  return problem === null
    ? ok('previews', 'ffmpeg has libx264 and AAC')
    : bad(
        'previews',
        'warn',
        problem,
        'apt-get install ffmpeg（须含 libx264）；原件照常入库，只是没有预览',
        'apt-get install ffmpeg (with libx264); originals are stored all the same, only without previews',
      );
}

async function checkClock(): Promise<Diagnosis> {
  const clock = await readStationClock();
  if (clock.synchronised === true) return ok('clock', clock.remark);
  const detail = clock.synchronised === false ? `not synchronised: ${clock.remark}` : clock.remark;
  return bad(
    'clock',
    'warn',
    detail,
    'apt-get install chrony 并指向本单位的时间服务器；否则时间记录会注明“未知”',
    'apt-get install chrony and point it at your time server; until then times are recorded as unverified',
  );
}

function checkConfig(paths: DataPaths, found: Diagnosis[]): Config | undefined {
  try {
    const config = loadConfig(paths);
    found.push(ok('config', paths.config));
    return config;
  } catch (error) {
    found.push(
      bad(
        'config',
        'fail',
        messageOf(error),
        '按提示改正 config.toml；没有数据目录时先运行 bwc init',
        'correct config.toml as said; without a data directory run bwc init first',
      ),
    );
    return undefined;
  }
}

function checkIdentity(config: Config): Diagnosis[] {
  return config.station.unit === ''
    ? [
        bad(
          'unit',
          'warn',
          'no unit is set',
          '在 config.toml 的 [station] unit 填写单位名称',
          'set unit under [station] in config.toml',
        ),
      ]
    : [ok('unit', config.station.unit)];
}

/** Drivers cannot be loaded where a description is wrong: then only that is said. */
async function checkDrivers(config: Config): Promise<Diagnosis[]> {
  const sources = cameraSources(config.cameras);
  let described: Diagnosis;
  try {
    const { profiles, models } = loadDescriptions(sources);
    described = ok('cameras', [...profiles, ...models].map(({ id }) => id).join(', '));
  } catch (error) {
    return [
      bad(
        'cameras',
        'fail',
        messageOf(error),
        '改正该文件，或 [cameras] extra_profiles、extra_models',
        'correct that file, or extra_profiles and extra_models under [cameras]',
      ),
    ];
  }
  try {
    const { drivers, hostKinds } = await loadDrivers(sources);
    return [described, ok('drivers', [...drivers, ...hostKinds].map((d) => d.id).join(', '))];
  } catch (error) {
    const [zh, en] = ['改正 [cameras] extra_drivers', 'correct extra_drivers under [cameras]'] as const;
    return [described, bad('drivers', 'fail', messageOf(error), zh, en)];
  }
}

/** Nothing where no camera of this station needs a password. */
function checkPasswords(paths: DataPaths, { cameras: { passwords } }: Config): Diagnosis[] {
  const models = Object.keys(passwords);
  if (models.length === 0) return [];
  try {
    readPasswords(passwords);
  } catch (error) {
    const [zh, en] = ['改正 [cameras.passwords]', 'correct [cameras.passwords]'];
    return [bad('passwords', 'fail', messageOf(error), zh, en)];
  }
  const exposed = exposedPasswordFiles(paths.config, passwords).join(' ');
  return exposed === ''
    ? [ok('passwords', models.join(', '))]
    : [bad('passwords', 'warn', `others can read ${exposed}`, `chmod 600 ${exposed}`, `chmod 600 ${exposed}`)];
}

/** Of one MTP camera: four transfers of 256 KiB are under way at a time. */
const USB_MIB_PER_CAMERA = 1;
const CAMERAS_OF_A_SQUAD = 12;

/** The kernel bounds the memory of all transfers together: with too little of it, cameras docked at once fail. */
async function checkUsb(): Promise<Diagnosis> {
  const text = await readFile('/sys/module/usbcore/parameters/usbfs_memory_mb', 'utf8').catch(() => null);
  if (text === null) return ok('usb', 'this kernel has no USB; cameras can only be mounted volumes');
  // 0 means without a bound.
  const most = Number(text) === 0 ? Infinity : Math.floor(Number(text) / USB_MIB_PER_CAMERA);
  const detail = `${text.trim()} MiB for transfers: ${most === Infinity ? 'any number of' : String(most)} MTP cameras at once`;
  return most >= CAMERAS_OF_A_SQUAD
    ? ok('usb', detail)
    : bad(
        'usb',
        'warn',
        detail,
        '在内核命令行加入 usbcore.usbfs_memory_mb=256',
        'add usbcore.usbfs_memory_mb=256 to the kernel command line',
      );
}

async function checkRoots(config: Config): Promise<Diagnosis[]> {
  const roots = [
    ...config.cameras.mount_roots.map((path) => ['mount root', path] as const),
    ...config.drop_folder.map((f) => ['drop folder', f.path] as const),
  ];
  return Promise.all(
    roots.map(async ([what, path]) => {
      try {
        await access(path, constants.R_OK | constants.X_OK);
        return ok(what, path);
      } catch (error) {
        return bad(
          what,
          'warn',
          messageOf(error),
          `建立目录 ${path} 或修改配置`,
          `make ${path} or change the configuration`,
        );
      }
    }),
  );
}

function checkStore(paths: DataPaths): Diagnosis {
  try {
    const reader = openStationReader(paths);
    const version = reader.db.pragma('quick_check(1)', { simple: true });
    reader.close();
    return version === 'ok'
      ? ok('database', paths.database)
      : bad(
          'database',
          'fail',
          String(version),
          '保全数据目录，从备份恢复',
          'keep the directory as it is and restore from a backup',
        );
  } catch (error) {
    const missing =
      error instanceof BwcError && (error.code === 'bwc.data.missing' || error.code === 'bwc.data.half_initialised');
    return missing
      ? bad('database', 'fail', messageOf(error), '运行 bwc init', 'run bwc init')
      : bad(
          'database',
          'fail',
          messageOf(error),
          '保全数据目录，运行 bwc verify',
          'keep the directory as it is and run bwc verify',
        );
  }
}

function checkKey(paths: DataPaths): Diagnosis {
  try {
    loadStationKey(paths);
    return ok('key', paths.privateKey);
  } catch (error) {
    return bad('key', 'fail', messageOf(error), '恢复 station.key，权限 0600', 'restore station.key, mode 0600');
  }
}

async function checkDisk(paths: DataPaths, config: Config | undefined): Promise<Diagnosis[]> {
  const space = await diskSpace(paths.root, config?.ingest.reserve ?? 'auto');
  const detail = `${String(Math.floor(space.freeBytes / 2 ** 20))} MiB free, ${String(Math.floor(space.reserveBytes / 2 ** 20))} MiB reserved`;
  const room =
    space.freeBytes > space.reserveBytes
      ? ok('disk', detail)
      : bad('disk', 'fail', detail, '腾出或增加磁盘空间', 'free or add disk space');
  return [room, await checkFileSystem(paths)];
}

/** Hard links publish without overwriting; O_DIRECT reads what the disk holds. */
async function checkFileSystem(paths: DataPaths): Promise<Diagnosis> {
  let dir: string | undefined;
  try {
    dir = await mkdtemp(join(paths.root, '.doctor-'));
    const file = join(dir, 'a');
    await (await open(file, 'wx')).close();
    await link(file, join(dir, 'b'));
    if ((await stat(file)).nlink !== 2) throw new Error('hard links do not count');
    await (await open(file, constants.O_RDONLY | constants.O_DIRECT)).close();
    return ok('file system', 'hard links and O_DIRECT work');
  } catch (error) {
    return bad(
      'file system',
      'warn',
      messageOf(error),
      '数据目录请放在本地 ext4 或 xfs 磁盘上',
      'keep the data directory on a local ext4 or xfs disk',
    );
  } finally {
    if (dir !== undefined) await rm(dir, { recursive: true, force: true });
  }
}

function checkHolder(paths: DataPaths): Diagnosis {
  const holder = currentHolder(paths.root);
  return ok(
    'daemon',
    holder === undefined ? 'not running' : `${holder.role}, pid ${String(holder.pid)} since ${holder.since}`,
  );
}
