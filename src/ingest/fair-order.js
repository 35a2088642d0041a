/** The priority slot first; otherwise the camera that has had the least, and of equals the one that came first. */
export function nextToServe(waiting, prioritySlot) {
  const ahead = waiting.filter((w) => w.slot === prioritySlot);
  return (ahead.length > 0 ? ahead : waiting).reduce(
    (best, w) => (best === undefined || w.servedBytes < best.servedBytes ? w : best),
    undefined,
  )?.visitId;
}
