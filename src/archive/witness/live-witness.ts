/** Shows a station's log to a live witness over HTTP (C2SP tlog-witness) and takes its receipt. */
import { BwcError, hasCode, messageOf } from '../../domain/errors.js';
import { splitNote } from '../../store/custody/checkpoint.js';
import type { StationStore } from '../../store/station-store.js';
import type { WitnessKey } from './cosignature.js';
import type { Refusal } from './judge.js';
import { liveTarget } from './overdue.js';
import type { Receipt } from './receipt.js';
import { recordReceipt } from './record-receipt.js';
import { formatShown, showCheckpoint } from './request.js';

export interface LiveWitness {
  /** Without `/add-checkpoint`. */
  readonly url: string;
  readonly key: WitnessKey;
}

/** How often another checkpoint of the same station may come in between. */
const TRIES = 3;
const ANSWER_MS = 15_000;
const MOST_BYTES = 16 * 1024;

/**
 * Signs the log as it stands and shows it.
 * @returns the receipt that is on record now, or what the witness has against the log
 * @throws BwcError `bwc.witness.no_receipt` where none could be had, which says nothing against the log
 */
export async function showToWitness(
  store: StationStore,
  witness: LiveWitness,
  signal: AbortSignal,
): Promise<Receipt | Refusal> {
  await store.signer.sign();
  const last = store.custody.lastCheckpoint();
  if (last === undefined) throw noReceipt(witness, 'nothing was signed yet', null);
  const known = store.receipts.latest(liveTarget(witness.key))?.size ?? 0;
  let oldSize = known <= last.size ? known : 0;
  for (let i = 1; ; i += 1) {
    const shown = showCheckpoint(store, oldSize);
    const { status, text } = await post(witness, formatShown(shown), signal);
    if (status === 200) return receiptOf(store, witness, shown.note, text);
    const refuse = (why: Refusal['why'], size: number, detail: string): Refusal => ({ why, size, detail });
    if (status === 422) return refuse('inconsistent', oldSize, 'the witness has seen another log before');
    const held = status === 409 ? heldSize(text) : null;
    if (held === null) throw noReceipt(witness, `it answered ${String(status)}`, status);
    const { size } = sizeOf(shown.note);
    if (held > size) return refuse('rollback', held, 'the witness has seen more entries than there are');
    if (held === size && held === oldSize)
      return refuse('fork', held, 'the witness has seen another log of this length');
    if (i === TRIES) throw noReceipt(witness, 'it is shown other checkpoints at the same time', status);
    oldSize = held;
  }
}

function receiptOf(store: StationStore, witness: LiveWitness, note: string, lines: string): Receipt {
  try {
    return recordReceipt(store, liveTarget(witness.key), note + lines, witness.key);
  } catch (error) {
    if (!hasCode(error, 'bwc.custody.key_mismatch')) throw error;
    throw noReceipt(witness, messageOf(error), 200);
  }
}

const sizeOf = (note: string): { readonly size: number } => ({ size: Number(splitNote(note)?.text.split('\n')[1]) });

function heldSize(text: string): number | null {
  const size = /^(?:0|[1-9]\d{0,15})\n?$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(size) ? size : null;
}

async function post(
  witness: LiveWitness,
  body: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    return { status: answer.status, text: await readText(answer) };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    throw noReceipt(witness, messageOf(cause ?? error), null);
  }
}

/** No more of it than an answer has. */
async function readText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('its answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const noReceipt = ({ url, key }: LiveWitness, reason: string, status: number | null): BwcError =>
  new BwcError('bwc.witness.no_receipt', `the witness ${key.name} at ${url}: ${reason}`, { url, reason, status });
