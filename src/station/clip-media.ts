/** Files of clips, as whoever may look at them gets them. */
import { extname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ArchivedReader } from '../archive/clear/archived-reader.js';
import { BwcError } from '../domain/errors.js';
import type { ClipView } from '../domain/clip.js';
import type { PreviewRole, PreviewView } from '../domain/preview.js';
import type { Track, TrackPoint } from '../domain/track.js';
import { readTrack } from '../ingest/gps/read-track.js';
import type { MediaFactsRead } from '../ingest/media/media-facts.js';
import type { StationStore } from '../store/station-store.js';
import type { ClipMedia, MediaFile, MediaPart } from '../web/media/clip-media.js';
import { fileName } from '../web/media/file-name.js';
import { mediaType } from '../web/media/media-types.js';
import { clipAtHand, type StationPreviews } from './previews.js';

/** Pictures that stand in lists: to show one does not keep the preview. */
const IN_LISTS: readonly MediaPart[] = ['poster', 'thumbnail'];

export class StationMedia implements ClipMedia {
  constructor(
    private readonly store: StationStore,
    private readonly previews: StationPreviews,
    private readonly reader: ArchivedReader,
  ) {}

  file(id: string, part: MediaPart): Promise<MediaFile> {
    return promised(() => {
      const clip = clipAtHand(this.store, id);
      const file = this.#fileOf(clip, part);
      if (part !== 'original' && !IN_LISTS.includes(part)) this.previews.keeper.seen(clip.id);
      return file;
    });
  }

  preview(id: string): Promise<PreviewView> {
    return promised(() => this.previews.demand(id));
  }

  async track(id: string): Promise<Track> {
    const { store } = this;
    const clip = clipAtHand(store, id);
    const beside = store.clips.sidecarsOf(clip.id).filter(({ kind }) => kind !== 'thumbnail');
    const isGps = new Set(beside.filter(({ kind }) => kind === 'gps').map(({ sha256 }) => sha256));
    const files = beside.map(({ storedPath, sourcePath, sha256 }) => ({
      ...{ file: join(store.paths.root, storedPath), path: sourcePath, sha256 },
    }));
    const { points, every, sources } = await readTrack(files, clip.start);
    const exif = exifPoint(clip);
    // A log that holds no positions is simply a log.
    const said = sources.filter((s) => isGps.has(s.sha256) || s.points + s.withoutFix > 0);
    if (exif === null) return { points, every, sources: said };
    const photo = { path: clip.sourcePath, sha256: clip.sha256, points: 1, withoutFix: 0, rejected: 0, reason: null };
    return { points: [...points, exif], every, sources: [...said, photo] };
  }

  async altered(id: string, part: MediaPart): Promise<void> {
    const clip = this.store.clips.get(id);
    if (clip === undefined || part === 'thumbnail') return;
    if (part !== 'original' && this.store.previews.view(clip.id).state === 'made')
      return this.previews.keeper.drop(clip.id);
    this.store.raiseAlarm('store.finding', clip.id, { path: clip.storedPath, found: 'not as stored' });
  }

  #fileOf(clip: ClipView, part: MediaPart): MediaFile {
    if (part === 'original') return this.#original(clip);
    if (part === 'thumbnail') return this.#thumbnail(clip);
    const file = this.store.previews.file(clip.id, part);
    if (file !== undefined) return this.#made(clip, file.storedPath, file.bytes, file.sha256, file.type);
    const { state, reason } = this.store.previews.view(clip.id);
    if (part === 'preview' && state === 'asIs') return this.#original(clip);
    if (part === 'poster' && clip.thumbnail !== null) return this.#thumbnail(clip);
    throw noPart(clip, part, reason ?? state ?? clip.media.reason ?? clip.media.state);
  }

  #original(clip: ClipView): MediaFile {
    const facts = clip.media.facts as MediaFactsRead | null;
    const { type, inline } = mediaType(facts?.container ?? null);
    const name = fileName(nameOf(clip), extname(clip.storedPath).slice(1));
    const file = { clip: clip.id, bytes: clip.bytes, etag: clip.sha256, type, inline, name };
    const row = this.store.cleared.get(clip.sha256);
    // While its file is only about to go it is still the nearer one.
    if (row?.removedAt == null) return { ...file, from: join(this.store.paths.root, clip.storedPath) };
    const read = (from: number, length: number): Promise<Readable> => this.reader.read(row, { from, length });
    return { ...file, from: { bytes: row.bytes, read } };
  }

  #made(clip: ClipView, storedPath: string, bytes: number, etag: string, type: string): MediaFile {
    const name = fileName(`${nameOf(clip)} 预览`, extname(storedPath).slice(1));
    return { clip: clip.id, from: join(this.store.paths.root, storedPath), bytes, etag, type, inline: true, name };
  }

  /** Its size is on no record: a convenience that is made once and never changed. */
  #thumbnail(clip: ClipView): MediaFile {
    if (clip.thumbnail === null) throw noPart(clip, 'thumbnail', clip.media.reason ?? clip.media.state);
    return { ...this.#made(clip, clip.thumbnail, 0, `${clip.sha256}-thumbnail`, 'image/jpeg'), bytes: null };
  }
}

/** By the rulebook, or as it was called on the camera. */
const nameOf = (clip: ClipView): string =>
  clip.name ?? (clip.sourcePath.split('/').at(-1) ?? clip.id).replace(/\.[^.]*$/, '');

const noPart = (clip: ClipView, part: PreviewRole | 'thumbnail', reason: string): BwcError =>
  new BwcError('bwc.media.no_preview', `there is no ${part} of ${clip.id}: ${reason}`, { clip: clip.id, reason });

function exifPoint(clip: ClipView): TrackPoint | null {
  const gps = (clip.media.facts as MediaFactsRead | null)?.exif?.gps ?? null;
  if (gps === null) return null;
  return { at: null, offsetMs: null, ...gps, speedKmh: null, courseDeg: null, satellites: null };
}

const promised = <T>(act: () => T | Promise<T>): Promise<T> =>
  new Promise((resolve) => {
    resolve(act());
  });
