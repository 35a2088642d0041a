import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BwcError, errnoOf } from '../../domain/errors.js';
import type { RecoveryPublic } from '../../archive/backup/recovery-key.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';

const HEAD = `# Private recovery key of bwc-station: opens every backup that was sealed to it. Print it, lay it in the safe, take it off
# this machine. Lost, no backup can be opened; known to others, the keys of the stations are. 恢复私钥：打印后离线保管，勿留在本机。
`;

export const recoveryKeyMake: CommandSpec = {
  name: 'recovery-key make',
  describe: 'cmd.recoveryKeyMake',
  args: ['<file>'],
  examples: ['recovery-key make /media/usb/bureau.recovery'],
  run: async (command, [given = '']) => {
    const file = resolve(command.cwd, given);
    const { makeRecoveryPair } = await import('../../archive/backup/recovery-key.js');
    const { createFileDurable } = await import('../../store/durable.js');
    const { secretText, ...half } = makeRecoveryPair();
    try {
      await createFileDurable(file, `${HEAD}${secretText}\n`, 0o600);
    } catch (error) {
      throw new BwcError('bwc.usage', `${file} cannot be made: ${errnoOf(error) ?? 'unknown'}`, { file });
    }
    return report(command, file, half);
  },
};

export const recoveryKeyShow: CommandSpec = {
  name: 'recovery-key show',
  describe: 'cmd.recoveryKeyShow',
  args: ['<file>'],
  examples: ['recovery-key show /media/usb/bureau.recovery'],
  run: async (command, [given = '']) => {
    const file = resolve(command.cwd, given);
    const { publicHalfOf, readRecoverySecret } = await import('../../archive/backup/recovery-key.js');
    return report(command, file, publicHalfOf(readRecoverySecret(readText(file))));
  },
};

/** @throws BwcError `bwc.usage` */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BwcError('bwc.usage', `${file} cannot be read: ${errnoOf(error) ?? 'unknown'}`, { file });
  }
}

function report(command: Command, file: string, { publicText, fingerprint }: RecoveryPublic): ExitCode {
  const config = `[backup]\nrecovery_key = ${JSON.stringify(publicText)}`;
  if (command.json) printJson(command, { file, fingerprint, publicKey: publicText, config });
  else {
    line(command, command.t('recoveryKey.is', { file, fingerprint }));
    line(command, config);
  }
  return EXIT.ok;
}
