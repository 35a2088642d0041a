/** The rulebook and the working days that the configuration names. */
import { readFileSync } from 'node:fs';
import { BwcError, errnoOf } from '../domain/errors.js';
import { parseLocalCalendar } from '../policy/calendar/load.js';
import { findRulebook, withExtensions } from '../policy/rulebook/library.js';
import { loadRulebooks } from '../policy/rulebooks/load.js';
import { workingDaysOf, type RulesInForce } from '../policy/rules-in-force.js';
import type { Config } from './config.js';

/**
 * @throws BwcError `bwc.config.invalid` where a file cannot be read; `bwc.rules.unknown`, `bwc.rules.invalid`,
 *   `bwc.rules.extension_refused`, `bwc.calendar.invalid` where what it says cannot be followed
 */
export function loadRules({ rules, station }: Config): RulesInForce {
  const files = rules.extensions.map((file) => ({ file, text: read(file, 'rules.extensions') }));
  const rulebook = findRulebook(withExtensions(loadRulebooks(), files), rules.rulebook);
  const local =
    rules.calendar === null ? undefined : parseLocalCalendar(read(rules.calendar, 'rules.calendar'), rules.calendar);
  return { rulebook, ...workingDaysOf(station.timezone, local) };
}

function read(file: string, key: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = errnoOf(error) ?? 'unknown';
    throw new BwcError('bwc.config.invalid', `${key}: cannot read ${file}: ${why}`, { key, file }, { cause: error });
  }
}
