/** The program that runs inside the sandbox: a request on stdin, `ready`, then one answer per line, in order. */
import { text } from 'node:stream/consumers';
import { useTools } from './ffmpeg.js';
import { probeClip } from './probe-clip.js';
import { READY, type ProbeAnswer, type ProbeRequest } from './prober-protocol.js';

const request = JSON.parse(await text(process.stdin)) as ProbeRequest;
useTools(request);
process.stdout.write(`${READY}\n`);
// One after the other: if a clip brings this process down, the first unanswered one is to blame.
for (const job of request.jobs) {
  const answer: ProbeAnswer = { index: job.index, facts: await probeClip(job, request.thumbnail) };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
