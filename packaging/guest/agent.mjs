// Runs commands in the guest for the test outside: one JSON document per line over a virtio-serial port.
//   in:  {id, op: 'run', command, timeoutMs}   out: {id, code, stdout, stderr}
//        {id, op: 'start', command}            out: {id, line} for each line of stdout, {id, code, stderr} at its end
//        {id, op: 'signal', signal}            to the whole process group that `start` began
//        {id, op: 'ask', socket, path}         out: {id, code: the HTTP status, stdout: the answer's body}; a start of the command line
//                                              takes seconds here, and the daemon answers at once
import { spawn } from 'node:child_process';
import { openSync, read, readdirSync, readFileSync, writeSync } from 'node:fs';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';

const PORT_NAME = 'bwc.agent';
const LONGEST_OUTPUT = 64 * 2 ** 20;

const port = readdirSync('/sys/class/virtio-ports').find(
  (name) => readFileSync(`/sys/class/virtio-ports/${name}/name`, 'utf8').trim() === PORT_NAME,
);
if (port === undefined) throw new Error(`no virtio-serial port ${PORT_NAME}`);
// Two descriptors would be two openings, and the port takes only one.
const fd = openSync(`/dev/${port}`, 'r+');

function say(message) {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
}

const started = new Map();

function launch(command) {
  return spawn('/bin/bash', ['-c', command], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
}

const collect = (stream) => {
  const parts = [];
  let length = 0;
  stream.on('data', (chunk) => {
    length += chunk.length;
    if (length <= LONGEST_OUTPUT) parts.push(chunk);
  });
  return () => Buffer.concat(parts).toString('utf8');
};

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It is gone.
  }
}

function run({ id, command, timeoutMs }) {
  const child = launch(command);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), timeoutMs);
  // Not `close`: something the command left in the background may hold its output open.
  child.once('exit', (code, signal) => {
    clearTimeout(timer);
    setImmediate(() => say({ id, code: code ?? `killed by ${signal}`, stdout: stdout(), stderr: stderr() }));
  });
}

function start({ id, command }) {
  const child = launch(command);
  started.set(id, child);
  createInterface({ input: child.stdout }).on('line', (line) => say({ id, line }));
  const stderr = collect(child.stderr);
  child.once('close', (code, signal) => {
    started.delete(id);
    say({ id, code: code ?? `killed by ${signal}`, stderr: stderr() });
  });
}

function signal({ id, signal: name }) {
  const child = started.get(id);
  if (child !== undefined) killGroup(child, name);
}

function ask({ id, socket: socketPath, path }) {
  const failed = (error) => say({ id, code: `no answer: ${error.message}` });
  get({ socketPath, path }, (response) => {
    const body = collect(response);
    response.once('error', failed).once('end', () => say({ id, code: response.statusCode, stdout: body() }));
  }).once('error', failed);
}

const operations = { run, start, signal, ask };
const input = new PassThrough();
createInterface({ input }).on('line', (line) => {
  const request = JSON.parse(line);
  operations[request.op](request);
});

const buffer = Buffer.alloc(65536);
function next() {
  read(fd, buffer, 0, buffer.length, null, (error, length) => {
    if (error) throw error;
    // Nobody listens at the other end for the moment.
    if (length === 0) return void setTimeout(next, 100);
    input.write(Buffer.from(buffer.subarray(0, length)));
    next();
  });
}
say({ hello: 'bwc guest' });
next();
