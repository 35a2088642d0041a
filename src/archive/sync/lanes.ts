/** How much is under way at once: many small objects, which wait for the other side most of the time, or a few large ones. Pure. */

/** In units of weight: so many small objects, or four large ones. */
export const LANES = 32;
const HEAVIEST = 8;
const BYTES_PER_WEIGHT = 2 ** 20;

/** @param bytes null for a record that is not built: those are small */
export const weightOf = (bytes: number | null): number =>
  Math.min(HEAVIEST, Math.max(1, Math.ceil((bytes ?? 0) / BYTES_PER_WEIGHT)));

/**
 * The first ones that there is room for, none before one that comes before it.
 * @param isIdle nothing is under way: then the first one goes, however heavy
 */
export function roomFor<T extends { readonly bytes: number | null }>(
  orders: readonly T[],
  room: number,
  isIdle: boolean,
): T[] {
  let left = room;
  let count = 0;
  for (const { bytes } of orders) {
    left -= weightOf(bytes);
    if (left < 0 && !(isIdle && count === 0)) break;
    count += 1;
  }
  return orders.slice(0, count);
}
