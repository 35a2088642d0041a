/** The command line as a function: `run(argv, io)` answers with the exit code and never ends the process. */
import { Command as Commander, CommanderError } from 'commander';
import { BwcError } from '../domain/errors.js';
import { chooseLanguage, type Language } from '../i18n/language.js';
import { translator, type MessageKey } from '../i18n/messages.js';
import { VERSION } from '../station/version.js';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.js';
import type { Command, Io } from './io.js';
import { printError } from './print-error.js';
import { cameraActs } from './commands/camera-acts.js';
import { cameraIssue } from './commands/camera-issue.js';
import { cameraAdd, cameraChange } from './commands/camera-keep.js';
import { cameraShow } from './commands/camera-show.js';
import { archiveAudit } from './commands/archive-audit.js';
import { archiveFetch } from './commands/archive-fetch.js';
import { archiveBag } from './commands/archive-bag.js';
import { archiveInit } from './commands/archive-init.js';
import { backup } from './commands/backup.js';
import { recoveryKeyMake, recoveryKeyShow } from './commands/recovery-key.js';
import { restore } from './commands/restore.js';
import { approvalLadder, approvalList, approvalRecord, approvalWithdraw } from './commands/approval.js';
import { activityBegin, activityChange, activityEnd, activityJoin, activityLeave } from './commands/activity.js';
import { activityList, activityPropose, activityShow } from './commands/activity-show.js';
import { bureauAudit } from './commands/bureau-audit.js';
import { bureauImport } from './commands/bureau-import.js';
import { bureauInit } from './commands/bureau-init.js';
import { bureauRegister } from './commands/bureau-register.js';
import { bureauSearch } from './commands/bureau-search.js';
import { bureauStats } from './commands/bureau-stats.js';
import { bureauWitness } from './commands/bureau-witness.js';
import { bureauWitnessKey } from './commands/bureau-witness-key.js';
import { cameras } from './commands/cameras.js';
import { cancel } from './commands/cancel.js';
import { caseChange, caseClose, caseJoin, caseLeave, caseOpen } from './commands/case.js';
import { caseList, caseShow } from './commands/case-show.js';
import { clips } from './commands/clips.js';
import { consent } from './commands/consent.js';
import { demo } from './commands/demo.js';
import { deviceProbe } from './commands/device-probe.js';
import { deviceRecord } from './commands/device-record.js';
import {
  disposeApprove,
  disposeCertificate,
  disposeList,
  disposePropose,
  disposeRefuse,
  disposeShow,
} from './commands/dispose.js';
import { doctor } from './commands/doctor.js';
import { due } from './commands/due.js';
import { events } from './commands/events.js';
import { gate } from './commands/gate.js';
import { holdAskRelease, holdConsent, holdList, holdPlace, holdRefuse } from './commands/hold.js';
import { exportAudit } from './commands/export-audit.js';
import { factsSay } from './commands/facts-say.js';
import { factsShow } from './commands/facts-show.js';
import { ingest } from './commands/ingest.js';
import { init } from './commands/init.js';
import { interruptionsExplain } from './commands/interruptions-explain.js';
import { interruptionsList } from './commands/interruptions-list.js';
import { labelForm } from './commands/label-form.js';
import { labelPut } from './commands/label-put.js';
import { labelShow } from './commands/label-show.js';
import { nameCheck } from './commands/name-check.js';
import {
  personAdd,
  personChange,
  personCode,
  personDisable,
  personEnable,
  personList,
  personRevoke,
  personSessions,
} from './commands/person.js';
import { preview } from './commands/preview.js';
import { priority } from './commands/priority.js';
import { retentionExplain } from './commands/retention-explain.js';
import { rulesCheck } from './commands/rules-check.js';
import { rulesDiff } from './commands/rules-diff.js';
import { rulesEval } from './commands/rules-eval.js';
import { rulesExplain } from './commands/rules-explain.js';
import { rulesShow } from './commands/rules-show.js';
import { search } from './commands/search.js';
import { show } from './commands/show.js';
import { start } from './commands/start.js';
import { status } from './commands/status.js';
import { erase } from './commands/erase.js';
import { clear } from './commands/clear.js';
import { sync } from './commands/sync.js';
import { unitAdd, unitChange, unitList } from './commands/unit.js';
import { verify } from './commands/verify.js';
import { visits } from './commands/visits.js';

/** One command: what it takes, what it does. */
export interface CommandSpec {
  readonly name: string;
  readonly describe: MessageKey;
  /** `<path>` or `[visit]`, as commander writes them. */
  readonly args?: readonly string[];
  readonly options?: readonly { readonly flags: string; readonly describe: MessageKey; readonly repeat?: boolean }[];
  /** What the bare name of its group does. */
  readonly ofGroup?: true;
  readonly examples: readonly string[];
  readonly run: (command: Command, args: readonly string[], options: CommandOptions) => Promise<ExitCode>;
}

/** As commander names them: `--dry-run` is `dryRun`. */
export type CommandOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

const SPECS: readonly CommandSpec[] = [
  init,
  start,
  status,
  cameras,
  visits,
  clips,
  search,
  show,
  preview,
  ingest,
  events,
  verify,
  doctor,
  demo,
  cancel,
  priority,
  sync,
  erase,
  backup,
  recoveryKeyMake,
  recoveryKeyShow,
  restore,
  archiveInit,
  bureauInit,
  bureauRegister,
  bureauImport,
  bureauSearch,
  bureauStats,
  bureauAudit,
  archiveAudit,
  bureauWitness,
  bureauWitnessKey,
  archiveFetch,
  clear,
  archiveBag,
  deviceProbe,
  deviceRecord,
  rulesShow,
  rulesCheck,
  rulesDiff,
  rulesExplain,
  rulesEval,
  due,
  consent,
  cameraAdd,
  cameraChange,
  cameraIssue,
  ...cameraActs,
  cameraShow,
  interruptionsList,
  interruptionsExplain,
  retentionExplain,
  gate,
  holdPlace,
  holdAskRelease,
  holdConsent,
  holdRefuse,
  holdList,
  approvalRecord,
  approvalWithdraw,
  approvalList,
  approvalLadder,
  disposePropose,
  disposeList,
  disposeShow,
  disposeApprove,
  disposeRefuse,
  disposeCertificate,
  exportAudit,
  factsShow,
  factsSay,
  labelPut,
  labelShow,
  labelForm,
  activityPropose,
  activityBegin,
  activityChange,
  activityEnd,
  activityJoin,
  activityLeave,
  activityShow,
  activityList,
  caseOpen,
  caseChange,
  caseClose,
  caseJoin,
  caseLeave,
  caseShow,
  caseList,
  nameCheck,
  personAdd,
  personList,
  personChange,
  personDisable,
  personEnable,
  personCode,
  personSessions,
  personRevoke,
  unitAdd,
  unitList,
  unitChange,
];

export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const language = chooseLanguage(valueOf(argv, '--lang'), io.env);
  const json = argv.includes('--json');
  let code: ExitCode = EXIT.ok;
  const program = buildProgram(io, language, (c) => {
    code = c;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok;
      if (json) printError(io, new BwcError('bwc.usage', error.message), language, true);
      return EXIT.usage;
    }
    printError(io, error, language, json);
    return exitCodeOf(error);
  }
}

function buildProgram(io: Io, language: Language, done: (code: ExitCode) => void): Commander {
  const t = translator(language);
  const program = new Commander('bwc').description(t('program')).version(VERSION).exitOverride();
  program.configureOutput({ writeOut: io.out, writeErr: io.err });
  program.addHelpText('after', `\n${t('exitCodes')}`);
  for (const spec of SPECS) {
    const words = spec.name.split(' ');
    const group = words.length === 1 ? program : groupOf(program, words[0] ?? '', t);
    const command = group
      .command(words.at(-1) ?? '', { isDefault: spec.ofGroup === true })
      .description(t(spec.describe))
      .exitOverride();
    for (const arg of spec.args ?? []) command.argument(arg);
    command
      .option('--data <dir>', t('option.data'))
      .option('--json', t('option.json'))
      .option('--lang <language>', t('option.lang'));
    for (const { flags, describe, repeat } of spec.options ?? []) {
      if (repeat === true)
        command.option(flags, t(describe), (value: string, before: string[]) => [...before, value], [] as string[]);
      else command.option(flags, t(describe));
    }
    command.addHelpText(
      'after',
      `\n${t('examples')}\n${spec.examples.map((e) => `  $ bwc ${e}`).join('\n')}\n\n${t('exitCodes')}`,
    );
    command.action(async (...all: unknown[]) => {
      const args = all
        .slice(0, spec.args?.length ?? 0)
        .flat()
        .filter((a): a is string => typeof a === 'string');
      const options = command.opts<Record<string, string | boolean | readonly string[] | undefined>>();
      const dataDir = typeof options['data'] === 'string' ? options['data'] : (io.env['BWC_DATA'] ?? 'bwc-data');
      done(await spec.run({ ...io, t, language, json: options['json'] === true, dataDir }, args, options));
    });
  }
  return program;
}

const GROUPS: Readonly<Record<string, MessageKey>> = {
  device: 'cmd.device',
  rules: 'cmd.rules',
  camera: 'cmd.camera',
  interruptions: 'cmd.interruptions',
  retention: 'cmd.retention',
  hold: 'cmd.hold',
  approval: 'cmd.approval',
  dispose: 'cmd.dispose',
  export: 'cmd.export',
  facts: 'cmd.facts',
  label: 'cmd.label',
  activity: 'cmd.activity',
  case: 'cmd.case',
  name: 'cmd.name',
  person: 'cmd.person',
  unit: 'cmd.unit',
  archive: 'cmd.archive',
  bureau: 'cmd.bureau',
  'recovery-key': 'cmd.recoveryKey',
};

/** `device` of `device probe`. */
function groupOf(program: Commander, name: string, t: ReturnType<typeof translator>): Commander {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const describe = GROUPS[name];
  if (describe === undefined) throw new Error(`the commands of ${name} are not described`);
  return program.command(name).description(t(describe)).exitOverride();
}

function valueOf(argv: readonly string[], flag: string): string | undefined {
  const at = argv.indexOf(flag);
  return at >= 0 ? argv[at + 1] : argv.find((a) => a.startsWith(`${flag}=`))?.slice(flag.length + 1);
}
