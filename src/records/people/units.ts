/** Units: added, renamed, put below another one, closed. What was recorded for them stays theirs. */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';
import { BwcError } from '../../domain/errors.js';
import { newUnitId } from '../../domain/ids.js';
import type { Unit } from '../../store/repositories/units.js';
import { act, question, type ActContext } from '../act.js';
import { prose, words } from '../text.js';
import { requireOpenUnit } from './require-open-unit.js';

const id = z.string().min(1).max(128);

/** @throws BwcError `bwc.unit.name_taken`, `bwc.unit.closed`, `bwc.store.not_found` */
export const addUnit = act(z.strictObject({ name: words(100), parent: id.nullable().default(null) }), (context, said) =>
  putUnit(context, { id: newUnitId(), closed: false, why: null, ...said }),
);

/** What is not said stays as it was. @throws BwcError `bwc.unit.*`, `bwc.store.not_found` */
export const changeUnit = act(
  z.strictObject({
    unit: id,
    name: words(100).exactOptional(),
    parent: id.nullable().exactOptional(),
    closed: z.boolean().exactOptional(),
    why: prose,
  }),
  (context, { unit, ...said }) => putUnit(context, { ...requireUnit(context, unit), ...said }),
);

/** All, with the closed ones. */
export const unitList = question(z.strictObject({}), ({ store }) => store.units.all());

function putUnit(context: ActContext, said: Omit<Unit, 'version' | 'by' | 'at'>): Unit {
  const { store, by, now } = context;
  const before = store.units.get(said.id);
  const same = store.units.all().find((u) => u.name === said.name && u.id !== said.id && !u.closed);
  if (same !== undefined)
    throw new BwcError('bwc.unit.name_taken', `${same.id} is called ${said.name}`, { unit: same.id, name: said.name });
  requireOpenUnit(store, said.parent, before?.parent ?? null, 'parent');
  if (said.parent !== null && store.units.within(said.id).includes(said.parent))
    throw new BwcError('bwc.unit.circle', `${said.parent} is below ${said.id}`, { unit: said.id, parent: said.parent });
  const version: Unit = { ...said, version: (before?.version ?? 0) + 1, by, at: now() };
  const { seq } = store.log.append('unit.put', version as unknown as { readonly [key: string]: Json });
  store.units.add({ ...version, entry: seq });
  return version;
}

function requireUnit({ store }: Pick<ActContext, 'store'>, unit: string): Unit {
  const found = store.units.get(unit);
  if (found === undefined) throw new BwcError('bwc.store.not_found', `there is no unit ${unit}`, { id: unit });
  return found;
}
