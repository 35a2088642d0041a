/** Whether somebody may look at a clip: by whose it is, and by its marks of secrecy. */
import type { ClipView } from '../domain/clip.js';
import type { Repositories } from '../store/station-store.js';
import type { Viewer } from '../web/media/clip-media.js';

type Records = Pick<Repositories, 'people' | 'units' | 'labels'>;

/** A clip nobody's number is on is nobody's own: only who sees everything sees it. */
export function mayLook(store: Records, { person: id, reach }: Viewer, clip: ClipView): boolean {
  // The operator at the machine.
  if (id === null) return true;
  const person = store.people.get(id);
  if (person === undefined || person.disabled) return false;
  const marks = store.labels.latest(clip.id)?.secrecy ?? [];
  if (!marks.every((mark) => person.cleared.includes(mark))) return false;
  if (reach === 'all') return true;
  const { officerNo } = clip;
  if (officerNo === null) return false;
  if (person.numbers.includes(officerNo)) return true;
  if (reach === 'own' || person.unit === null) return false;
  const units = new Set(store.units.within(person.unit));
  return store.people
    .all()
    .some(({ unit, numbers }) => unit !== null && units.has(unit) && numbers.includes(officerNo));
}
