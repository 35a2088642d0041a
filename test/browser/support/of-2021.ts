/**
 * What a page finds that runs in Chromium 88, the oldest that `packaging/build-ui.mjs` makes it for, and Debian has no more:
 * bundling mends the language, not what comes with the browser.
 */
export const OF_2021 = `
  for (const list of [Array.prototype, Object.getPrototypeOf(Uint8Array.prototype)])
    for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']) delete list[name];
  for (const name of ['at', 'isWellFormed', 'toWellFormed']) delete String.prototype[name];
  for (const name of ['hasOwn', 'groupBy']) delete Object[name];
  for (const name of ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'])
    delete Set.prototype[name];
  for (const name of ['any', 'timeout']) delete AbortSignal[name];
  for (const name of ['withResolvers', 'try']) delete Promise[name];
  for (const name of ['structuredClone', 'Iterator', 'navigation', 'scheduler', 'CloseWatcher']) delete globalThis[name];
  for (const name of ['reason', 'throwIfAborted']) delete AbortSignal.prototype[name];
  delete Map.groupBy;
  delete Array.fromAsync;
  delete Crypto.prototype.randomUUID;
`;
