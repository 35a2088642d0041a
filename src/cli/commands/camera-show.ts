import { forPeople } from '../../domain/time.js';
import type { CameraOnDuty } from '../../records/cameras/show.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import { withQueries } from '../access.js';
import { dueText } from '../evaluation-report.js';
import { EXIT } from '../exit-codes.js';
import { printable, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { countOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { describeCheck } from '../readiness-report.js';
import { word } from '../rule-values.js';

export const cameraShow: CommandSpec = {
  name: 'camera show',
  describe: 'cmd.camera.show',
  args: ['<camera>'],
  options: [{ flags: '--limit <n>', describe: 'clips.limit' }],
  examples: ['camera show 7654321', 'camera show 7654321 --json'],
  run: (command, [camera = ''], options) =>
    withQueries(command.dataDir, async (queries) => {
      const shown = await queries.ask('camera.show', {
        camera,
        limit: countOption(options['limit'], 'limit', 20, 1, 1000),
      });
      if (command.json) printJson(command, shown);
      else for (const text of describe(command, shown, (await queries.status()).station.timezone)) line(command, text);
      return EXIT.ok;
    }),
};

function* describe(command: Command, shown: CameraOnDuty, zone: string): Generator<string> {
  const { t } = command;
  const { camera, records, out, lost, faulty, due, movements, checks } = shown;
  const about = ({ at, officer, reference }: Movement) => ({
    at: forPeople(at, zone),
    officer: printable(officer ?? t('unknown')),
    reference: printable(reference ?? ''),
  });
  yield printable(`${camera.serial ?? camera.id}  ${camera.unitName ?? ''}`.trimEnd());
  const known = records.at(-1);
  if (known !== undefined) {
    const said = [known.model, known.remark, known.retired ? t('camera.isRetired') : null].filter((x) => x !== null);
    if (said.length > 0) yield printable(said.join('; '));
  }
  yield out === null ? t('camera.in') : t('camera.out', about(out));
  if (lost !== null) yield t('camera.isLost', about(lost));
  if (faulty !== null) yield t('camera.isFaulty', about(faulty));
  for (const row of due)
    yield t('rules.deadline', {
      rule: word(command, row.rule),
      state: word(command, row.state),
      due: `${row.due === null ? t('rules.dueUnknown') : dueText(row.due)} ${printable(row.path ?? t('due.out'))}`,
    });
  const [check] = checks;
  if (check !== undefined) {
    yield forPeople(check.at, zone);
    for (const text of describeCheck(command, check)) yield printable(text);
  }
  if (movements.length > 0)
    yield table(
      [t('column.at'), t('column.event'), t('column.officer'), t('camera.reference'), t('camera.remark')],
      movements.map((m) => [
        forPeople(m.at, zone),
        m.act,
        m.officer ?? '',
        m.reference ?? '',
        [m.purpose, m.remark].filter((x) => x !== null).join('; '),
      ]),
    );
}
