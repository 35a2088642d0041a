#!/usr/bin/env node
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
