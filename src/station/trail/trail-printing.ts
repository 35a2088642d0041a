/** A clip's audit trail, printed for whoever takes it: that is on record first, under a signature, and so part of the trail. */
import type { Readable } from 'node:stream';
import { BwcError, isBwcError } from '../../domain/errors.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { Language } from '../../i18n/language.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import { chooseFont } from '../../print/font.js';
import { print } from '../../print/print.js';
import { trailOfClip } from '../../records/trail/trail-of-clip.js';
import { publicKeyOf } from '../../store/custody/clip-proof.js';
import { decodeEntry } from '../../store/custody/entry.js';
import { entryProofs } from '../../store/custody/entry-proof.js';
import type { StationStore } from '../../store/station-store.js';
import type { Config } from '../config.js';
import type { RecordKeeping } from '../record-keeping.js';
import type { TrailProof } from './proof.js';
import { trailBlocks, trailHead, type TrailFacts } from './trail-document.js';
import { configuredFont } from './configured-font.js';

/** Each is a process with a font of 20 MB. */
const AT_ONCE = 3;

export class TrailPrinting {
  #running = 0;

  constructor(
    private readonly store: StationStore,
    private readonly config: Config,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
    private readonly records: RecordKeeping,
  ) {}

  /** @throws BwcError `bwc.print.no_font`, `bwc.print.busy`, `bwc.print.failed`, `bwc.store.not_found` */
  async print(clip: string, language: Language, by: string): Promise<Readable> {
    const font = chooseFont(configuredFont(this.config));
    if (this.#running >= AT_ONCE) throw new BwcError('bwc.print.busy', `${String(AT_ONCE)} documents are being made`);
    this.#running++;
    const over = (): void => {
      this.#running--;
    };
    try {
      const facts = await this.#facts(clip, language, by);
      const pdf = await print({ head: trailHead(facts, language), font }, trailBlocks(facts, language));
      pdf.once('close', over);
      return pdf;
    } catch (error) {
      over();
      throw error;
    }
  }

  async #facts(idOrSha256: string, language: Language, by: string): Promise<TrailFacts> {
    const { store, rules } = this;
    const { id: station, ...about } = { id: store.marker.stationId, ...this.config.station };
    const taken = await this.records.act('trail.noteExport', { clip: idOrSha256, language }, by);
    await store.signer.sign();
    const now = (): string => toInstant(this.clock.now());
    return {
      station: { id: station, ...about },
      by: this.#signatureOn(taken.entry) ?? by,
      at: taken.at,
      trail: trailOfClip({ store, rules, now }, taken.clip),
      stored: store.custody.entriesOfClip(taken.clip, taken.entry),
      proof: this.#proof(taken.clip, taken.entry),
    };
  }

  /** As the entry names the person. */
  #signatureOn(seq: number): string | null {
    const bytes = this.store.custody.get(seq)?.bytes;
    const by = bytes === undefined ? undefined : decodeEntry(bytes)?.body['by'];
    return typeof by === 'string' ? by : null;
  }

  /** Of the entry of storing and of the last one. */
  #proof(clip: string, last: number): TrailProof | null {
    const { store } = this;
    const [stored] = store.custody.list({ clip, kind: 'clip.stored', limit: 1, newestFirst: false });
    try {
      const proofs = entryProofs(store, stored === undefined ? [last] : [stored.seq, last]);
      return { ...proofs, publicKey: publicKeyOf(store.paths) };
    } catch (error) {
      if (isBwcError(error) && error.code === 'bwc.store.not_found') return null;
      throw error;
    }
  }
}
