/** What `bwc doctor` says of the rules: whether they load, whether they are in force, how far working days are known. */
import { BwcError, hasCode, messageOf } from '../domain/errors.js';
import { daysBetween, localDay, type CivilDay, type Instant } from '../domain/time.js';
import { missingYear, type WorkingCalendar } from '../policy/calendar/working-days.js';
import { inForce } from '../policy/rulebook/in-force.js';
import type { Rulebook } from '../policy/rulebook/schema.js';
import type { Config } from './config.js';
import { bad, ok, type Diagnosis } from './diagnosis.js';
import { loadRules } from './rules.js';

export function checkRules(config: Config, now: Instant): Diagnosis[] {
  const today = localDay(now, config.station.timezone);
  try {
    const { rulebook, workingDays } = loadRules(config);
    return [...checkRulebook(rulebook, today), checkCalendar(workingDays, today)];
  } catch (error) {
    return [notLoaded(error)];
  }
}

function notLoaded(error: unknown): Diagnosis {
  const [check, detail] = [hasCode(error, 'bwc.calendar.invalid') ? 'calendar' : 'rulebook', messageOf(error)];
  if (check === 'calendar')
    return bad(
      check,
      'fail',
      detail,
      '按提示改正 [rules] calendar 指定的文件（写法见 docs/rules.md）；改好之前服务不能启动',
      'correct the file that calendar under [rules] names (docs/rules.md); until then the daemon does not start',
    );
  const refused = hasCode(error, 'bwc.rules.extension_refused', 'bwc.rules.invalid');
  const key =
    error instanceof BwcError && error.code === 'bwc.config.invalid' ? error.details['key'] : 'rules.rulebook';
  return refused
    ? bad(
        check,
        'fail',
        detail,
        '用 bwc rules check 文件 查看每一处问题，改正该文件；改好之前服务不能启动',
        'run bwc rules check FILE to see every fault, and correct that file; until then the daemon does not start',
      )
    : bad(
        check,
        'fail',
        detail,
        `改正 config.toml 的 ${String(key)}；bwc rules show 列出可用的规则编号`,
        `correct ${String(key)} in config.toml; bwc rules show lists the rulebooks there are`,
      );
}

function checkRulebook(rulebook: Rulebook, today: CivilDay): Diagnosis[] {
  const { id, title, validity, inherits } = rulebook;
  const found = inForce(rulebook, today)
    ? ok('rulebook', `${id} ${title}`)
    : bad(
        'rulebook',
        'warn',
        `${id} is not in force on ${today} (${validity.from.value} to ${validity.to.value ?? 'no end stated'})`,
        '在 config.toml 的 [rules] rulebook 换用现行的规定；bwc rules show 列出各规定的施行期',
        'name a rulebook that is in force under [rules] rulebook; bwc rules show lists the days of each',
      );
  return [
    found,
    ...inherits.map(({ key, from, confirm }) =>
      ok('rulebook', `${key} is taken from ${from}, to be confirmed: ${confirm}`),
    ),
  ];
}

function checkCalendar(calendar: WorkingCalendar, today: CivilDay): Diagnosis {
  const year = missingYear(calendar, today);
  if (year === null) return ok('calendar', `working days are known through ${knownThrough(calendar, today)}`);
  const days = daysBetween(today, `${String(year)}-01-01`);
  const when = days > 0 ? `${String(days)} days before it begins` : 'and it has begun';
  return bad(
    'calendar',
    'warn',
    `the days off of ${String(year)} are not known, ${when}; known through ${knownThrough(calendar, today)}`,
    `按国务院办公厅关于 ${String(year)} 年节假日安排的通知填写工作日文件，写入 [rules] calendar（写法见 docs/rules.md）；在此之前跨入 ${String(year)} 年的工作日期限只是暂定`,
    `write the State Council’s notice for ${String(year)} into a file and name it under [rules] calendar (docs/rules.md); until then limits in working days that reach into ${String(year)} are provisional`,
  );
}

function knownThrough({ knownThrough: last }: WorkingCalendar, today: CivilDay): string {
  if (last === null) return 'no day at all';
  const days = daysBetween(today, last);
  return days < 0 ? last : `${last} (${String(days)} days)`;
}
