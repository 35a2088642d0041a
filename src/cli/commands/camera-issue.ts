import { forPeople } from '../../domain/time.js';
import { CHECKS } from '../../policy/readiness/readiness.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { choiceOption, choicesOption, countOption, neededOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { describeCheck } from '../readiness-report.js';

export const cameraIssue: CommandSpec = {
  name: 'camera issue',
  describe: 'cmd.camera.issue',
  args: ['<camera>'],
  options: [
    { flags: '--officer <number>', describe: 'camera.officer' },
    { flags: '--for <purpose>', describe: 'camera.purpose' },
    { flags: '--back <time>', describe: 'camera.backBy' },
    { flags: '--at <time>', describe: 'camera.when' },
    { flags: '--battery <percent>', describe: 'camera.battery' },
    { flags: '--free-gib <n>', describe: 'camera.freeGib' },
    { flags: '--overlay <state>', describe: 'camera.overlay' },
    { flags: '--looked <check>', describe: 'camera.looked', repeat: true },
    { flags: '--despite <reason>', describe: 'camera.despite' },
    { flags: '--remark <text>', describe: 'camera.remark' },
  ],
  examples: [
    'camera issue 7654321 --officer 350213 --for 早市巡查 --overlay on',
    'camera issue 7654321 --officer 350213 --battery 95 --overlay on --looked clock --looked calibration --json',
  ],
  run: (command, [camera = ''], options) => {
    const number = (key: string, name: string, max: number): number | null =>
      options[key] === undefined ? null : countOption(options[key], name, 0, 0, max);
    const freeGib = number('freeGib', 'free-gib', 1_000_000);
    const input = {
      camera,
      officer: neededOption(options['officer'], 'officer'),
      purpose: textOption(options['for']) ?? null,
      backBy: textOption(options['back']) ?? null,
      at: textOption(options['at']) ?? null,
      battery: number('battery', 'battery', 100),
      freeBytes: freeGib === null ? null : freeGib * 2 ** 30,
      overlay: choiceOption(options['overlay'], 'overlay', ['on', 'off'] as const) ?? null,
      lookedAt: choicesOption(options['looked'], 'looked', CHECKS),
      despite: textOption(options['despite']) ?? null,
      remark: textOption(options['remark']) ?? null,
    };
    return withStation(command.dataDir, 'camera issue', async (station) => {
      const issued = await station.act('camera.issue', input, whoAmI());
      if (command.json) printJson(command, issued);
      else {
        const zone = (await station.queries.status()).station.timezone;
        const { officer, at } = issued.movement;
        for (const text of describeCheck(command, issued.check)) line(command, text);
        line(command, command.t('camera.moved.issue', { camera, officer: officer ?? '', at: forPeople(at, zone) }));
      }
      return EXIT.ok;
    });
  },
};
