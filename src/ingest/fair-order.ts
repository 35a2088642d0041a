/** Who is read next when several cameras wait for a lane. Pure. */
export interface Waiting {
  readonly visitId: string;
  readonly slot: string;
  /** Bytes this visit was granted so far. */
  readonly servedBytes: number;
}

/** The priority slot first; otherwise the camera that has had the least, and of equals the one that came first. */
export function nextToServe(waiting: readonly Waiting[], prioritySlot: string | null): string | undefined {
  const ahead = waiting.filter((w) => w.slot === prioritySlot);
  return (ahead.length > 0 ? ahead : waiting).reduce<Waiting | undefined>(
    (best, w) => (best === undefined || w.servedBytes < best.servedBytes ? w : best),
    undefined,
  )?.visitId;
}
