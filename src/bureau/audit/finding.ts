/** What an audit finds: every kind counted, the first ones by name. */
export const FINDING_KINDS = [
  /** An alarm that an import raised: a fork, another key, a proof that does not hold. */
  'alarm',
  /** The archive does not have an original or a sidecar that a record tells of, or one of another size. */
  'object',
  /** The archive does not have a record that was believed, or one of another size or digest. */
  'record',
  /** Versions of a record do not follow one another in the catalogue. */
  'chain',
  /** A station's checkpoints do not go on from one another, or are not those that were imported. */
  'checkpoint',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly kind: FindingKind;
  readonly station: string;
  readonly subject: string;
  readonly detail: string;
}

const MOST_NAMED = 500;

export class Findings {
  readonly #named: Finding[] = [];
  readonly #counts = new Map<FindingKind, number>();

  add(finding: Finding): void {
    this.#counts.set(finding.kind, (this.#counts.get(finding.kind) ?? 0) + 1);
    if (this.#named.length < MOST_NAMED) this.#named.push(finding);
  }

  get named(): readonly Finding[] {
    return this.#named;
  }

  counts(): Readonly<Record<FindingKind, number>> {
    return Object.fromEntries(FINDING_KINDS.map((kind) => [kind, this.#counts.get(kind) ?? 0])) as Record<
      FindingKind,
      number
    >;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, n) => sum + n, 0);
  }
}
