/** From a log's lines to points: RMC and GGA of the same second are one point. Fed in pieces, so that no log is too long. */
import { msBetween, type Instant } from '../../domain/time.js';
import type { TrackPoint } from '../../domain/track.js';
import { momentOf, parseSentence, type Sentence } from './nmea.js';

/** What is kept of a line that does not end. */
const MAX_LINE = 4096;

type Point = Omit<TrackPoint, 'at' | 'offsetMs'>;

export class TrackReader {
  readonly points: TrackPoint[] = [];
  withoutFix = 0;
  rejected = 0;
  #rest = '';
  #time = '';
  /** Of the last sentence that had one; a log that passes midnight says the new one with its next RMC. */
  #date: string | null = null;
  #point: Point | null = null;

  /** @param start of the clip, where it is known */
  constructor(private readonly start: Instant | null) {}

  feed(text: string): void {
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) this.#line(line);
  }

  end(): void {
    this.#line(this.#rest);
    this.#rest = '';
    this.#close();
  }

  #line(line: string): void {
    if (line.trim() === '') return;
    const sentence = parseSentence(line);
    if (sentence === undefined) this.rejected += 1;
    else if (sentence !== 'other') this.#take(sentence);
  }

  #take(sentence: Sentence): void {
    if (sentence.time !== this.#time) this.#close();
    this.#time = sentence.time;
    if (sentence.type === 'RMC') this.#date = sentence.date ?? this.#date;
    if (sentence.position === null) {
      this.withoutFix += 1;
      return;
    }
    const known = this.#point ?? {
      ...sentence.position,
      ...{ altitudeM: null, speedKmh: null, courseDeg: null, satellites: null },
    };
    this.#point =
      sentence.type === 'RMC'
        ? { ...known, speedKmh: sentence.speedKmh, courseDeg: sentence.courseDeg }
        : { ...known, altitudeM: sentence.altitudeM, satellites: sentence.satellites };
  }

  #close(): void {
    const point = this.#point;
    this.#point = null;
    if (point === null) return;
    const at = this.#date === null ? null : momentOf(this.#date, this.#time);
    const offsetMs = at === null || this.start === null ? null : msBetween(this.start, at);
    this.points.push({ at, offsetMs, ...point });
  }
}
