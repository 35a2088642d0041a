import { forPeople } from '../domain/time.js';
import type { VisitView } from '../domain/visit.js';
import type { MessageKey } from '../i18n/messages.js';
import { bytesText } from './format.js';
import type { Command } from './io.js';

export const VISIT_COLUMNS = [
  'column.id',
  'column.opened',
  'column.slot',
  'column.camera',
  'column.officer',
  'column.state',
  'column.outcome',
  'column.clips',
  'column.bytes',
] as const satisfies readonly MessageKey[];

export const visitRows = (command: Command, visits: readonly VisitView[], zone: string): string[][] =>
  visits.map((v) => [
    v.id,
    forPeople(v.openedAt, zone),
    v.slot,
    v.camera ?? command.t('unknown'),
    v.officerName ?? v.officerNo ?? command.t('unknown'),
    v.state === 'open' ? v.phase : v.state,
    v.outcome ?? v.reason ?? '',
    `${String(v.tally.stored + v.tally.alreadyKnown)}/${String(v.tally.onCamera)}`,
    bytesText(v.tally.bytesStored),
  ]);
