#!/usr/bin/env -S node --max-semi-space-size=1 --max-old-space-size=256
// A small young generation: with node's own default a card of 20,000 files drove the daemon from 106 to 155 MiB.
import { run } from './program.js';

// A reader that closes the pipe early (`bwc clips | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  tty: process.stderr.isTTY,
  columns: process.stderr.columns,
  env: process.env,
  cwd: process.cwd(),
});
