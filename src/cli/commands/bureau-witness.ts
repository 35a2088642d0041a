import { resolve } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { signalled } from './start.js';

/** Connections that stay open must not keep a stop from ending. */
const STOP_WITHIN_MS = 9_000;

export const bureauWitness: CommandSpec = {
  name: 'bureau witness',
  describe: 'cmd.bureauWitness',
  options: [
    { flags: '--store <dir>', describe: 'witness.store' },
    { flags: '--stations <dir>', describe: 'audit.stations' },
    { flags: '--sign <keyfile>', describe: 'witness.sign' },
    { flags: '--listen <address>', describe: 'witness.listen' },
  ],
  examples: [
    'bureau witness --store /var/lib/bwc-witness --stations /etc/bwc/stations --sign /etc/bwc/witness.key --listen 0.0.0.0:7469',
  ],
  run: async (command, _args, options) => {
    const at = (name: string): string => resolve(command.cwd, neededOption(options[name], name));
    const { startWitness } = await import('../../bureau/witness/start-witness.js');
    const witness = await startWitness(
      {
        store: at('store'),
        stations: at('stations'),
        sign: at('sign'),
        ...listenOption(textOption(options['listen'])),
      },
      process.stderr,
    );
    const { address, stations } = witness;
    if (command.json) printJson(command, { type: 'ready', pid: process.pid, address, stations });
    else line(command, command.t('witness.ready', { address, stations }));
    await signalled();
    const hard = setTimeout(() => process.exit(EXIT.failed), STOP_WITHIN_MS);
    await witness.stop();
    clearTimeout(hard);
    return EXIT.ok;
  },
};

function listenOption(text = '127.0.0.1:7469'): { readonly host: string; readonly port: number } {
  const [, name, v6, port] = /^(?:([^:[\]]+)|\[([0-9a-fA-F:.]+)\]):(\d{1,5})$/.exec(text) ?? [];
  const host = name ?? v6;
  if (host === undefined || Number(port) > 65_535)
    throw new BwcError(
      'bwc.usage',
      `--listen takes an address and a port, like 0.0.0.0:7469 or [::]:7469, not ${text}`,
    );
  return { host, port: Number(port) };
}
