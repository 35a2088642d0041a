/** One clip, inside the sandbox: its content decides the demuxer, then come facts, EXIF and thumbnail. */
import type { ClipKind } from '../../domain/clip.js';
import { messageOf } from '../../domain/errors.js';
import { lookInside } from './content.js';
import { probe, thumbnail } from './ffmpeg.js';
import { MAX_THUMBNAIL_CHARS } from './limits.js';
import type { MediaFacts, MediaFactsRead } from './media-facts.js';
import { oneLine, unavailable, unreadable } from './outcomes.js';
import { factsOf, pictureStream, type ProbeOutput } from './probed-facts.js';
import type { ProbeJob } from './prober-protocol.js';
import type { MediaFormat } from './signatures.js';
import { readExif } from './still.js';

/** Never throws: what cannot be read is said in the facts. */
export async function probeClip(job: ProbeJob, wantThumbnail: boolean): Promise<MediaFacts> {
  try {
    const content = lookInside(job.path);
    if (!content.readable) return unreadable(content.reason);
    const { format } = content;
    const probed = await probe(job.path, format.demuxer);
    const facts = factsOf(probed, format);
    if (!facts.video && !facts.audio) return unreadable(`no picture or sound found in the ${format.container} content`);
    if (content.problem !== null) facts.warnings.push(content.problem);
    if (content.jpegHead) addExif(facts, content.jpegHead);
    const kind = kindOf(facts, format);
    if (kind !== job.kind) facts.warnings.push(`listed as ${job.kind}, but the content is ${kind}`);
    if (wantThumbnail) await addThumbnail(facts, job.path, format, probed);
    return facts;
  } catch (error) {
    return failure(error, job.path);
  }
}

const kindOf = (facts: MediaFactsRead, format: MediaFormat): ClipKind =>
  format.still ? 'photo' : facts.video ? 'video' : 'audio';

function addExif(facts: MediaFactsRead, jpegHead: Buffer): void {
  try {
    facts.exif = readExif(jpegHead);
    facts.createdAsWritten ??= facts.exif?.dateTimeOriginalAsWritten ?? null;
  } catch (error) {
    facts.warnings.push(oneLine(`damaged EXIF: ${messageOf(error)}`, 200));
  }
}

async function addThumbnail(
  facts: MediaFactsRead,
  path: string,
  format: MediaFormat,
  probed: ProbeOutput,
): Promise<void> {
  const stream = Number(pictureStream(probed)?.['index']);
  if (facts.video === null || !Number.isInteger(stream)) return;
  // A tenth of the way in: the first pictures are often a lens cap or a hand.
  const seek = facts.durationMs === null ? null : facts.durationMs / 10_000;
  try {
    let jpeg = await thumbnail(path, format.demuxer, stream, seek);
    // Some files have no picture to be found from there on; then the first one.
    if (jpeg.length === 0 && seek !== null) jpeg = await thumbnail(path, format.demuxer, stream, null);
    const base64 = jpeg.toString('base64');
    if (base64 === '') facts.warnings.push('no thumbnail: no picture could be decoded');
    else if (base64.length > MAX_THUMBNAIL_CHARS) facts.warnings.push('no thumbnail: it came out too large');
    else facts.thumbnailJpeg = base64;
  } catch (error) {
    facts.warnings.push(oneLine(`no thumbnail: ${plain(messageOf(error), path)}`, 200));
  }
}

/** 126 and 127 are the loader's and the shell's codes for a program that cannot be run. */
function failure(error: unknown, path: string): MediaFacts {
  const message = plain(messageOf(error), path);
  if (/spawn |exited with code 12[67]\b/.test(message)) return unavailable(`ffprobe cannot be run: ${message}`);
  return unreadable(message);
}

/** The path inside the sandbox says nothing to anybody. */
const plain = (message: string, path: string): string => message.replaceAll(path, 'clip');
