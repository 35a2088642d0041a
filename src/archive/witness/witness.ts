/** The witness at the archive: keeps every checkpoint that goes on from the one before, refuses all others, signs receipts. */
import type { Instant } from '../../domain/time.js';
import { openCheckpoint, type Checkpoint } from '../../store/custody/checkpoint.js';
import type { WitnessSigner } from './cosignature.js';
import { judge, type Judgement, type KnownStation, type Refusal } from './judge.js';
import { makeReceipt } from './receipt.js';
import { parseShown } from './request.js';
import type { KeptCheckpoint, WitnessStore } from './witness-store.js';

export interface WitnessedStation extends KnownStation {
  /** Its id: the folder its checkpoints are kept in. */
  readonly id: string;
}

export type WitnessAnswer =
  | { readonly ok: true; readonly receipt: string }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
    };

export class Witness {
  constructor(
    private readonly store: WitnessStore,
    private readonly signer: WitnessSigner,
    private readonly now: () => Instant,
  ) {}

  /**
   * Kept before it is answered; of two at once that follow the same one, one is kept and the other told so.
   * @param text `formatShown`
   * @throws Error where what the archive itself keeps cannot be read: then nothing can be judged by it
   */
  async show(station: WitnessedStation, text: string): Promise<WitnessAnswer> {
    const judgement = await keepShown(this.store, station, text);
    return judgement.accepted
      ? { ok: true, receipt: makeReceipt(judgement.shown.note, station, this.signer, this.now()) }
      : { ok: false, refusal: judgement.refusal };
  }
}

/**
 * Keeps what goes on from what is held, and nothing else. An archive without a program of its own is written to so.
 * @param text `formatShown`
 * @throws Error where what the archive itself keeps cannot be read: then nothing can be judged by it
 */
export async function keepShown(store: WitnessStore, station: WitnessedStation, text: string): Promise<Judgement> {
  const request = parseShown(text);
  let before: number | null = null;
  for (;;) {
    const latest = await store.latest(station.id);
    const judgement = judge(station, latest && held(station, latest), request);
    if (!judgement.accepted || judgement.known) return judgement;
    const { checkpoint, shown } = judgement;
    if (await store.keep(station.id, shown.oldSize, { size: checkpoint.size, text })) return judgement;
    // Another one followed in the meantime: judged again by what is held now.
    const size = latest?.size ?? 0;
    if (size === before)
      throw new Error(`something that is no checkpoint follows ${String(size)} in the archive of ${station.origin}`);
    before = size;
  }
}

function held(station: KnownStation, { size, text }: KeptCheckpoint): Checkpoint {
  const opened = openCheckpoint(parseShown(text)?.note ?? '', station.publicKey);
  if (!opened.ok || opened.checkpoint.size !== size)
    throw new Error(`the archive's own checkpoint ${String(size)} of ${station.origin} does not hold`);
  return opened.checkpoint;
}
