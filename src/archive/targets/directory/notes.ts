/**
 * What a directory archive knows of an object beside its bytes: numbered notes, each written once. Nothing is ever
 * changed, so that two stations cannot undo each other's, and the whole history of a retention can be read.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errnoOf } from '../../../domain/errors.js';
import { msBetween } from '../../../domain/time.js';
import { ArchiveError } from '../../errors.js';
import type { ObjectKey } from '../../keys.js';
import { isMetadata } from '../../metadata.js';
import type { Metadata, Retention } from '../../target.js';
import { notePath } from './layout.js';
import type { Share } from './share.js';
import { createSmallFile } from './small-file.js';

const instant = z.iso.datetime();
const noteSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stored'),
    at: instant,
    bytes: z.number().int().nonnegative(),
    sha256: z.string(),
    readBack: z.enum(['direct', 'cached']),
    metadata: z.custom<Metadata>(isMetadata),
    /** Asked for with the bytes; each may be followed by notes of its own. */
    until: instant.optional(),
    hold: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('retain'), at: instant, until: instant }),
  z.object({ kind: z.literal('hold'), at: instant, on: z.boolean() }),
]);
export type Note = z.infer<typeof noteSchema>;

export interface NotedFacts {
  /** The first note of a kind counts: a later `stored` note would be of the same bytes. */
  readonly stored: Extract<Note, { kind: 'stored' }> | null;
  /** The longest ever asked for. */
  readonly retention: Retention | null;
  readonly legalHold: boolean;
}

/** Pure. */
export function foldNotes(notes: readonly Note[]): NotedFacts {
  let facts: NotedFacts = { stored: null, retention: null, legalHold: false };
  for (const note of notes) {
    if (note.kind === 'stored') facts = { ...facts, stored: facts.stored ?? note };
    const on = note.kind === 'hold' ? note.on : note.kind === 'stored' ? note.hold : undefined;
    if (on !== undefined) facts = { ...facts, legalHold: on };
    const until = note.kind === 'hold' ? undefined : note.until;
    if (until === undefined) continue;
    if (facts.retention === null || msBetween(facts.retention.until, until) > 0) {
      facts = { ...facts, retention: { until, enforcement: 'recorded' } };
    }
  }
  return facts;
}

/** @throws ArchiveError `bwc.archive.lock` for a damaged note: what it said of the retention is not known */
export async function readNotes(share: Share, key: ObjectKey): Promise<readonly Note[]> {
  const notes: Note[] = [];
  for (;;) {
    const text = await textOf(notePath(share.root, key, notes.length + 1));
    if (text === null) return notes;
    notes.push(parseNote(text, key));
  }
}

export const noteText = (note: Note): string => `${JSON.stringify(note)}\n`;

/** Appends one; where another writer was faster, behind that one's. */
export async function addNote(share: Share, key: ObjectKey, note: Note): Promise<void> {
  const text = noteText(note);
  for (;;) {
    const { length } = await readNotes(share, key);
    if (await createSmallFile(share, notePath(share.root, key, length + 1), text)) return;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function parseNote(text: string, key: ObjectKey): Note {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const note = noteSchema.safeParse(value);
  if (note.success) return note.data;
  throw new ArchiveError('bwc.archive.lock', `a note on ${key} is damaged`, { key, reason: 'damaged note' });
}
