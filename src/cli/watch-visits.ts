/** Shows what happens at the dock: lines for a person, JSON lines for a program. */
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import type { VisitTally } from '../domain/clip.js';
import { bytesText, printable } from './format.js';
import { line, printJson, type Command } from './io.js';
import { Progress } from './progress.js';

interface Under {
  doneBytes: number;
  totalBytes: number;
  done: number;
  total: number;
}

/** Consumes the events to their end; returns the last that ended a visit, if any did. */
export async function watchVisits(
  command: Command,
  events: AsyncIterable<VisitEvent>,
): Promise<VisitEvent | undefined> {
  const progress = new Progress(command);
  const visits = new Map<string, Under>();
  let last: VisitEvent | undefined;
  let toDescribe = 0;
  for await (const event of events) {
    if ('visit' in event) track(visits, event);
    if (event.type === 'progress' || event.type === 'stored') {
      progress.show({ what: event.path ?? '', ...sum(visits) });
    } else if (event.type === 'describing') {
      toDescribe = event.clipsLeft === 0 ? 0 : Math.max(toDescribe, event.clipsLeft);
      progress.showCount(command.t('progress.describing'), toDescribe - event.clipsLeft, toDescribe);
    } else if (command.json) {
      printJson(command, event);
    } else if (event.type !== 'docked' && event.type !== 'left') {
      progress.clear();
      describe(command, event);
    }
    if (event.type === 'closed' || event.type === 'refused' || event.type === 'interrupted') {
      last = event;
      if ('visit' in event) visits.delete(event.visit);
    }
  }
  progress.clear();
  return last;
}

function track(visits: Map<string, Under>, event: Extract<VisitEvent, { visit: string }>): void {
  const under = visits.get(event.visit) ?? { doneBytes: 0, totalBytes: 0, done: 0, total: 0 };
  visits.set(event.visit, under);
  if (event.type === 'listed') Object.assign(under, { totalBytes: event.totalBytes, total: event.tally.waiting });
  if (event.type === 'progress') under.doneBytes = event.doneBytes;
  if (event.type === 'stored' || event.type === 'failed') under.done += 1;
}

function sum(visits: ReadonlyMap<string, Under>): Under {
  const all = { doneBytes: 0, totalBytes: 0, done: 0, total: 0 };
  for (const u of visits.values()) {
    all.doneBytes += u.doneBytes;
    all.totalBytes += u.totalBytes;
    all.done += u.done;
    all.total += u.total;
  }
  return all;
}

function describe(
  command: Command,
  event: Exclude<VisitEvent, { type: 'docked' | 'left' | 'progress' | 'stored' | 'describing' }>,
): void {
  const { t } = command;
  switch (event.type) {
    case 'opened':
      line(
        command,
        t(event.resumed ? 'visit.resumed' : 'visit.opened', {
          slot: printable(event.slot),
          camera: printable(event.camera ?? t('unknown')),
          profile: event.profile,
        }),
      );
      return;
    case 'listed':
      line(command, t('visit.listed', { onCamera: event.tally.onCamera, bytes: bytesText(event.totalBytes) }));
      return;
    case 'failed':
      line(
        command,
        t('visit.failed', { path: printable(event.path), code: event.code, message: printable(event.message) }),
      );
      return;
    case 'waiting':
      line(command, t('visit.waiting', { reason: event.reason }));
      return;
    case 'erasing':
      line(command, t('visit.erasing'));
      return;
    case 'interrupted':
      line(command, t('visit.interrupted', { reason: event.reason }));
      return;
    case 'refused':
      line(
        command,
        t('visit.refused', { root: printable(event.root), code: event.code, reason: printable(event.reason) }),
      );
      return;
    case 'closed':
      line(command, tallyText(command, event.tally));
      line(command, t(event.safeToRemove ? 'visit.safe' : 'visit.unsafe'));
      if (event.tally.disposed > 0) line(command, t('visit.disposed', { n: event.tally.disposed }));
      if (event.tally.unfinalised > 0) line(command, t('visit.unfinalised', { n: event.tally.unfinalised }));
      return;
  }
}

export const tallyText = (command: Command, tally: VisitTally): string => command.t('visit.tally', { ...tally });
