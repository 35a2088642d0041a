/**
 * How one system call of one thread is hit.
 *
 * strace counts `when=N` for each thread by itself, so the same N would mean a call of whichever thread gets there first.
 * And with `-P` it matches paths exactly, while the name of a part is new every time. So this program text is loaded into
 * the processes under test before their own: it leaves one thread in libuv's pool, which puts all asynchronous file work
 * into one order, and it lets the one thread that is aimed at make a given number of calls that fail at once (on a
 * descriptor or path that does not exist). No other thread reaches that number, and the N-th real call of the thread
 * is call "number + N".
 */
export const THREADS = ['daemon-main', 'daemon-pool', 'reader-main', 'reader-pool'] as const;
export type Thread = (typeof THREADS)[number];

/** A path that is opened once by each thread, so that a trace shows which thread is which. */
export const MARK = '/bwc-thread/';

export const PRELOAD = String.raw`'use strict';
process.env.UV_THREADPOOL_SIZE = '1';
const fs = require('node:fs');
const script = process.argv[1] || '';
const role = script === process.env.BWC_PROGRAM ? 'daemon' : script.endsWith('/visit/child.js') ? 'reader' : null;
const NOWHERE = '/bwc-nowhere/x';
const NO_FILE = 1000000;
const CALLS = {
  openat: ['open', NOWHERE, 'r'],
  write: ['write', NO_FILE, Buffer.alloc(1)],
  pwrite64: ['write', NO_FILE, Buffer.alloc(1), 0, 1, 0],
  fsync: ['fsync', NO_FILE],
  fdatasync: ['fdatasync', NO_FILE],
  ftruncate: ['ftruncate', NO_FILE, 0],
  fchmod: ['fchmod', NO_FILE, 0o600],
  close: ['close', NO_FILE],
  link: ['link', NOWHERE, NOWHERE],
  unlink: ['unlink', NOWHERE],
  rename: ['rename', NOWHERE, NOWHERE],
  mkdir: ['mkdir', NOWHERE],
};
function fail(thread, name, ...args) {
  if (thread.endsWith('-pool')) fs[name](...args, () => undefined);
  else try { fs[name + 'Sync'](...args); } catch {}
}
if (role !== null) {
  for (const thread of [role + '-main', role + '-pool']) fail(thread, 'open', '/bwc-thread/' + thread, 'r');
  const aim = process.env.BWC_AIM === undefined ? null : JSON.parse(process.env.BWC_AIM);
  if (aim !== null && aim.thread.startsWith(role)) {
    // Where the process of a visit is killed, the next one is left alone. A symbolic link: none of the calls counted here.
    let first = true;
    try { fs.symlinkSync('/', aim.once); } catch { first = false; }
    if (first) for (let i = 0; i < aim.number; i += 1) fail(aim.thread, ...CALLS[aim.call]);
  }
}
`;
