/** The n-th of t shares of an archive, so that all of it is read in t nights: by what a thing is called, however many there are. Pure. */
import { createHash } from 'node:crypto';

export interface AuditPart {
  /** From 1 to `of`. */
  readonly part: number;
  readonly of: number;
}

export const WHOLE: AuditPart = { part: 1, of: 1 };

const MOST = 1000;

/** @param text `3/30` @returns undefined for anything else */
export function parsePart(text: string): AuditPart | undefined {
  const [, n, t] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const [part, of] = [Number(n), Number(t)];
  return part >= 1 && part <= of && of <= MOST ? { part, of } : undefined;
}

/** Evenly, and always the same. */
export const isInPart = (name: string, { part, of }: AuditPart): boolean =>
  of === 1 || createHash('sha256').update(name).digest().readUInt32BE(0) % of === part - 1;
