/** Which alarm is heard first: where the only copy of evidence is bad, every other can wait. Pure. */
import type { AlarmKind } from './custody.js';

export const isLoudest = ({ kind }: { readonly kind: AlarmKind }): boolean => kind === 'archive.copy_lost';

/** In the order in which they are given but for that. */
export const loudestFirst = <A extends { readonly kind: AlarmKind }>(alarms: readonly A[]): A[] => [
  ...alarms.filter(isLoudest),
  ...alarms.filter((alarm) => !isLoudest(alarm)),
];
