/** The program that runs inside the sandbox: a request on stdin, then `pause` and `go`; `ready`, signs of life, one answer. */
import { createInterface } from 'node:readline';
import { useTools } from '../media/ffmpeg.js';
import { READY } from '../media/prober-protocol.js';
import type { MakerLine } from './maker-answer.js';
import { GO, PAUSE, type MakerRequest } from './maker-protocol.js';
import { makeOfClip } from './make-of-clip.js';
import { Ffmpeg } from './run-ffmpeg.js';

/** While it is paused, so that it is not taken for stuck. */
const SIGN_OF_LIFE_MS = 1_000;

const say = (line: MakerLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const lines = createInterface({ input: process.stdin });
let ffmpeg: Ffmpeg | undefined;

async function make(request: MakerRequest): Promise<void> {
  useTools(request);
  const running = new Ffmpeg(request.ffmpeg, () => {
    say({ alive: true });
  });
  ffmpeg = running;
  process.stdout.write(`${READY}\n`);
  const paused = setInterval(() => {
    if (running.paused) say({ alive: true });
  }, SIGN_OF_LIFE_MS);
  say({ answer: await makeOfClip(request, running) });
  clearInterval(paused);
  lines.close();
  process.stdin.destroy();
}

lines.on('line', (line) => {
  if (ffmpeg === undefined) void make(JSON.parse(line) as MakerRequest);
  else if (line === PAUSE) ffmpeg.pause();
  else if (line === GO) ffmpeg.go();
});
