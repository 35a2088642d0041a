/** What `bwc doctor` says of the station's own backups, and of the copy in another place that a rulebook may ask for. */
import { readRecoveryPublic, fingerprintOf } from '../archive/backup/recovery-key.js';
import type { Config } from './config.js';
import { bad, ok, type Diagnosis } from './diagnosis.js';
import { offsiteAsked } from './offsite.js';
import { loadRules } from './rules.js';

export const checkBackups = (config: Config): Diagnosis[] => [...checkRecoveryKey(config), ...checkOffsite(config)];

function checkRecoveryKey({ archive, backup }: Config): Diagnosis[] {
  if (archive.target.length === 0) return [];
  const key = readRecoveryPublic(backup.recovery_key);
  return key === null
    ? [
        bad(
          'backup',
          'warn',
          'no recovery key is configured: were this machine lost, its log, ledgers and people would be too',
          '运行 bwc recovery-key make，把公钥写入 [backup] recovery_key，私钥离线保管（docs/restore.md）',
          'run bwc recovery-key make and put the public half under [backup] recovery_key (docs/restore.md)',
        ),
      ]
    : [ok('backup', `sealed to recovery key ${fingerprintOf(key)}`)];
}

function checkOffsite(config: Config): Diagnosis[] {
  let asked;
  try {
    asked = offsiteAsked(loadRules(config).rulebook);
  } catch {
    // That the rules do not load is told by their own check.
    return [];
  }
  if (asked === null) return [];
  const names = config.archive.target.filter(({ role }) => role === 'offsite').map(({ name }) => name);
  return names.length > 0
    ? [ok('offsite', `${names.join(', ')}: within ${String(asked.days)} days`)]
    : [
        bad(
          'offsite',
          'warn',
          `the rulebook asks for copies in another place every ${String(asked.days)} days; no archive has role = "offsite"`,
          '配置异地备份：bwc archive init 目录 --offsite（docs/restore.md）',
          'configure one: bwc archive init PATH --offsite (docs/restore.md)',
        ),
      ];
}
