import { CLIP_KINDS, CLIP_STATES, type ClipView } from '../../domain/clip.js';
import { forPeople } from '../../domain/time.js';
import { CLIP_SORTS } from '../../store/repositories/clips.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, durationText, readablePath, table } from '../format.js';
import { line, type Command } from '../io.js';
import { choiceOption, countOption, textOption, timeOption } from '../options.js';
import type { CommandSpec } from '../program.js';

const PAGE = 1000;
const ALL = Number.MAX_SAFE_INTEGER;

export const clips: CommandSpec = {
  name: 'clips',
  describe: 'cmd.clips',
  options: [
    { flags: '--camera <serial>', describe: 'clips.camera' },
    { flags: '--officer <number>', describe: 'clips.officer' },
    { flags: '--state <state>', describe: 'clips.state' },
    { flags: '--kind <kind>', describe: 'clips.kind' },
    { flags: '--visit <id>', describe: 'clips.visit' },
    { flags: '--unlabelled', describe: 'clips.unlabelled' },
    { flags: '--since <time>', describe: 'clips.since' },
    { flags: '--until <time>', describe: 'clips.until' },
    { flags: '--sort <order>', describe: 'clips.sort' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--offset <n>', describe: 'clips.offset' },
  ],
  examples: [
    'clips --since 2026-03-01 --camera DSJ0001',
    'clips --json --limit 1000 --offset 1000',
    'clips --officer 350213 --since 2026-03-01',
    'clips --sort -bytes --limit 10',
    'clips --unlabelled --sort start',
  ],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const zone = (await queries.status()).station.timezone;
      const optional = {
        camera: textOption(options['camera']),
        officer: textOption(options['officer']),
        state: choiceOption(options['state'], 'state', CLIP_STATES),
        kind: choiceOption(options['kind'], 'kind', CLIP_KINDS),
        visit: textOption(options['visit']),
        unlabelled: options['unlabelled'] === true ? true : undefined,
        since: timeOption(options['since'], 'since', zone),
        until: timeOption(options['until'], 'until', zone),
      };
      const limit = countOption(options['limit'], 'limit', command.json ? ALL : 50, 1, ALL);
      const offset = countOption(options['offset'], 'offset', 0, 0, ALL);
      const sort = choiceOption(options['sort'], 'sort', CLIP_SORTS) ?? '-start';
      const filter = Object.fromEntries(Object.entries(optional).filter(([, v]) => v !== undefined)) as Partial<
        Record<keyof typeof optional, never>
      >;
      const pages = pagesOf(limit, (done, most) =>
        queries.clips({ sort, limit: most, offset: offset + done, ...filter }),
      );
      if (command.json) await printArray(command, pages);
      else {
        const list: ClipView[] = [];
        for await (const page of pages) list.push(...page);
        line(command, list.length === 0 ? command.t('none') : clipTable(command, list, zone));
      }
      return EXIT.ok;
    }),
};

type Page = readonly ClipView[];

/** Everything asked for: a list that ended early would read as "that is all". */
async function* pagesOf(limit: number, ask: (done: number, most: number) => Promise<Page>): AsyncGenerator<Page> {
  for (let done = 0; done < limit;) {
    const most = Math.min(PAGE, limit - done);
    const page = await ask(done, most);
    yield page;
    if (page.length < most) return;
    done += page.length;
  }
}

/** One array, printed as it comes: a station's whole catalogue need not fit into memory. */
async function printArray(command: Command, pages: AsyncIterable<Page>): Promise<void> {
  let separator = '[';
  for await (const page of pages) {
    for (const clip of page) {
      command.out(separator + JSON.stringify(clip));
      separator = ',';
    }
  }
  command.out(separator === '[' ? '[]\n' : ']\n');
}

export function clipTable(command: Command, list: readonly ClipView[], zone: string): string {
  const { t } = command;
  const header = [
    t('column.id'),
    t('column.kind'),
    t('column.state'),
    t('column.camera'),
    t('column.officer'),
    t('column.start'),
    t('column.label'),
    t('column.duration'),
    t('column.preview'),
    t('column.bytes'),
    t('column.path'),
  ];
  return table(
    header,
    list.map((c) => [
      c.id,
      c.kind,
      c.state,
      c.camera ?? t('unknown'),
      c.owner ?? t('unknown'),
      c.start === null ? t('unknown') : forPeople(c.start, zone),
      t(`label.${c.label}`),
      c.durationMs === null ? (c.media.state === 'unreadable' ? c.media.state : '') : durationText(c.durationMs),
      c.preview === null ? '' : t(`preview.${c.preview}`),
      bytesText(c.bytes),
      readablePath(c.sourcePath, c.sourcePathBase64),
    ]),
  );
}
