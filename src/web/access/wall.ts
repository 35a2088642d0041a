/** What a screen that only shows the dock is told: who stands there with which camera and how far it is. No file, no note. */
import type { VisitView } from '../../domain/visit.js';
import type { VisitEvent } from '../../ingest/visit/visit-events.js';
import type { StationStatus } from '../status.js';

export const wallStatus = (status: StationStatus): StationStatus => ({
  ...status,
  dataDir: '',
  visits: status.visits.map(bare),
  docked: status.docked.map((slot) => ({ ...slot, visit: slot.visit && bare(slot.visit) })),
  deadlines: {},
  dropWaiting: [],
  // That there is one is heard and seen; what it is about is for those who sign in.
  alarms: status.alarms.map((alarm) => ({ ...alarm, subject: '', details: {} })),
});

const bare = (visit: VisitView): VisitView => ({ ...visit, note: null });

export function wallEvent(event: VisitEvent): VisitEvent {
  if (event.type === 'progress') return { ...event, path: null };
  if (event.type === 'stored') return { ...event, path: '', sha256: '' };
  return event.type === 'failed' ? { ...event, path: '', message: '' } : event;
}
