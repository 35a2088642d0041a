import { BwcError } from '../../domain/errors.js';
import type { ActInput } from '../../records/index.js';
import { SUBJECT_KINDS, type Subject } from '../../store/repositories/statements.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { pair, type Options } from '../said-options.js';

type Said = ActInput<'fact.state'>;

export const factsSay: CommandSpec = {
  name: 'facts say',
  describe: 'cmd.facts.say',
  args: ['<about>'],
  options: [
    { flags: '--moment <moment>', describe: 'facts.moment' },
    { flags: '--flag <flag>', describe: 'facts.flag' },
    { flags: '--reason <reason>', describe: 'facts.reason' },
    { flags: '--source-kind <kind>', describe: 'facts.sourceKind' },
    { flags: '--emergency-report <number>', describe: 'facts.emergencyReport' },
    { flags: '--not-recorded <extent>', describe: 'facts.notRecorded' },
    { flags: '--ground <ground>', describe: 'facts.ground' },
    { flags: '--because <text>', describe: 'facts.because' },
    { flags: '--decided-by <name>', describe: 'facts.decidedBy' },
    { flags: '--withdraw <fact>', describe: 'facts.withdraw' },
    { flags: '--from <time>', describe: 'facts.from' },
    { flags: '--until <time>', describe: 'facts.until' },
    { flags: '--source <source>', describe: 'say.source' },
    { flags: '--confidence <word>', describe: 'facts.confidence' },
    { flags: '--why <text>', describe: 'say.why' },
  ],
  examples: [
    'facts say clip:c_01J... --moment workDayEnd=2026-03-02T18:00:00+08:00 --source roster',
    'facts say activity:a_01J... --flag complaint',
    'facts say camera:cam_01J... --reason continuousDuty --from 2026-03-02T08:00:00+08:00',
    'facts say clip:c_01J... --emergency-report 报备2026-9',
    'facts say activity:a_01J... --not-recorded whole --ground stateSecret --because 涉密场所 --decided-by 赵某',
    'facts say clip:c_01J... --withdraw flag:complaint --why 投诉另案',
  ],
  run: (command, [about = ''], options) =>
    withStation(command.dataDir, 'facts say', async (station) => {
      const given = ['source', 'confidence', 'why', 'from', 'until'].flatMap((key) => {
        const text = textOption(options[key]);
        return text === undefined ? [] : [[key, text]];
      });
      // What words there are is the act's to say: it names those that fit.
      const said = {
        subject: subjectOf(about),
        fact: factOf(options),
        ...Object.fromEntries(given),
      } as Said;
      const done = await station.act('fact.state', said, whoAmI());
      if (command.json) printJson(command, done);
      else line(command, command.t('facts.stated', { fact: done.fact }));
      return EXIT.ok;
    }),
};

function subjectOf(text: string): Subject {
  const [kind, id] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  const known = SUBJECT_KINDS.find((k) => k === kind);
  if (known === undefined || id === '')
    throw new BwcError('bwc.usage', `name what it is about as ${SUBJECT_KINDS.join(':ID, ')}:ID, not ${text}`);
  return { kind: known, id };
}

function factOf(options: Options): object {
  const given = ['moment', 'flag', 'reason', 'sourceKind', 'emergencyReport', 'notRecorded', 'withdraw'].flatMap(
    (key) => {
      const text = textOption(options[key]);
      return text === undefined ? [] : [[key, text] as const];
    },
  );
  const [first, ...rest] = given;
  if (first === undefined || rest.length > 0)
    throw new BwcError(
      'bwc.usage',
      'say one thing: --moment, --flag, --reason, --source-kind, --emergency-report, --not-recorded or --withdraw',
    );
  const [key, text] = first;
  switch (key) {
    case 'moment': {
      const [moment, at] = pair('moment', text);
      return { moment, at };
    }
    case 'flag': {
      const [flag, holds] = text.includes('=') ? pair('flag', text) : [text, 'yes'];
      if (holds !== 'yes' && holds !== 'no') throw new BwcError('bwc.usage', `--flag takes NAME, NAME=yes or NAME=no`);
      return { flag, holds: holds === 'yes' };
    }
    case 'reason': {
      const [reason, reference] = text.includes('=') ? pair('reason', text) : [text, null];
      return { reason, reference };
    }
    case 'notRecorded': {
      const [ground, reason, decidedBy] = ['ground', 'because', 'decidedBy'].map((option) =>
        textOption(options[option]),
      );
      if (ground === undefined || reason === undefined || decidedBy === undefined)
        throw new BwcError('bwc.usage', '--not-recorded wants --ground, --because and --decided-by');
      return { notRecorded: { extent: text, ground, reason, decidedBy } };
    }
    default:
      return { [key]: text };
  }
}
