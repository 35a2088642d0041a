/** EXIF orientation as ffmpeg filters. */

/** EXIF 2.3 4.6.4 A: how the stored picture has to be turned to stand upright. 1, unknown and absurd values: not at all. */
const FILTERS: Readonly<Record<number, string>> = {
  2: 'hflip',
  3: 'hflip,vflip',
  4: 'vflip',
  5: 'transpose=cclock_flip',
  6: 'transpose=clock',
  7: 'transpose=clock_flip',
  8: 'transpose=cclock',
};

/** An empty list where nothing is to be turned. Pure. */
export function uprightFilters(orientation: number | null): string[] {
  const filter = orientation === null ? undefined : FILTERS[orientation];
  return filter === undefined ? [] : [filter];
}
