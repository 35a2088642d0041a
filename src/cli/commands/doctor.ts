import { resolve } from 'node:path';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { table } from '../format.js';
import type { CommandSpec } from '../program.js';

const MARK = { ok: '●', warn: '▲', fail: '✖' } as const;

export const doctor: CommandSpec = {
  name: 'doctor',
  describe: 'cmd.doctor',
  examples: ['doctor --data ./station', 'doctor --json'],
  run: async (command) => {
    const { diagnose } = await import('../../station/doctor.js');
    const found = await diagnose(resolve(command.cwd, command.dataDir));
    const failed = found.some((d) => d.result === 'fail');
    if (command.json) printJson(command, { ok: !failed, checks: found });
    else {
      const { t } = command;
      line(
        command,
        table(
          ['', t('column.check'), t('column.result')],
          found.map((d) => [MARK[d.result], d.check, d.detail]),
        ),
      );
      for (const d of found)
        if (d.fix !== null)
          line(command, `${MARK[d.result]} ${d.check} – ${t('doctor.fix')}: ${d.fix[command.language]}`);
      if (found.every((d) => d.result === 'ok')) line(command, t('doctor.ok'));
    }
    return failed ? EXIT.failed : EXIT.ok;
  },
};
