/**
 * Syncs a station until the archive is called for the n-th time, and is killed there: before the call or after it, which is
 * before what it answered was kept.
 * node killed-sync.mjs DATA PATH ARCHIVE-ID N before|after
 */
import { syncOnce } from './sync-once.mjs';

const [data, path, archiveId, nth, when] = process.argv.slice(2);

let calls = 0;
const CALLS = new Set(['probe', 'head', 'put', 'retain', 'hold', 'readBackAndHash', 'latest', 'keep']);
const killed = (object) =>
  new Proxy(object, {
    get: (target, name) => {
      const own = target[name];
      if (typeof own !== 'function') return own;
      if (!CALLS.has(name)) return own.bind(target);
      return async (...args) => {
        calls += 1;
        const here = calls === Number(nth);
        if (here && when === 'before') process.kill(process.pid, 'SIGKILL');
        const answer = await own.apply(target, args);
        if (here) process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    },
  });

await syncOnce(data, path, archiveId, killed);
