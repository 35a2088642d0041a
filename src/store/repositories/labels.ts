/** What clips are labelled with, version by version: later ones never overwrite earlier ones. */
import type { Instant } from '../../domain/time.js';
import type { LabelField } from '../../policy/deadlines/label-rules.js';
import type { Goods, Service } from '../../policy/details/vocabulary.js';
import type { SecrecyMark } from '../../policy/facts/vocabulary.js';
import type { Db } from '../database.js';
import type { Entered } from './memberships.js';

/** `absent`: not on the scene; `unknown`: nobody knows who it is. */
export const PARTY_STATUSES = ['named', 'absent', 'unknown'] as const;
export type PartyStatus = (typeof PARTY_STATUSES)[number];

export interface Officer {
  readonly name: string;
  /** 执法证号. */
  readonly certificateNo: string | null;
}

/** `officers` and `witnesses` are told apart from the rest: they are lists. */
export type TextField = Exclude<LabelField, 'officers' | 'witnesses'>;

export interface Label {
  readonly fields: Readonly<Partial<Record<TextField, string>>>;
  readonly officers: readonly Officer[];
  readonly witnesses: readonly string[];
  readonly goods: readonly Goods[];
  readonly services: readonly Service[];
  /** Null: nobody has said. */
  readonly partyStatus: PartyStatus | null;
  readonly refusedToSign: boolean | null;
  readonly secrecy: readonly SecrecyMark[];
  /** Null: nobody has said. */
  readonly important: boolean | null;
  /** The case it was associated with. */
  readonly caseId: string | null;
  /** Why there is no case number yet (无案号). */
  readonly noCaseNumber: string | null;
  readonly note: string | null;
}

export interface LabelOnRecord extends Label {
  readonly clipId: string;
  readonly version: number;
  /** The same for all clips that were labelled in one act. */
  readonly actId: string;
  /** In force when it was written. */
  readonly rulebook: string;
  /** It had all that rulebook asks of a label. */
  readonly complete: boolean;
  readonly by: string;
  readonly at: Instant;
}

interface Row extends Omit<
  LabelOnRecord,
  'fields' | 'officers' | 'witnesses' | 'goods' | 'services' | 'secrecy' | 'refusedToSign' | 'important' | 'complete'
> {
  readonly fields: string;
  readonly officers: string;
  readonly witnesses: string;
  readonly goods: string;
  readonly services: string;
  readonly secrecy: string;
  readonly refusedToSign: number | null;
  readonly important: number | null;
  readonly complete: number;
}

const COLUMNS = `clip_id AS clipId, version, act_id AS actId, fields, officers, witnesses, goods, services, party_status AS partyStatus,
  refused_to_sign AS refusedToSign, secrecy, important, case_id AS caseId, no_case_number AS noCaseNumber, note, rulebook,
  complete, "by", at`;

export class Labels {
  readonly #add;
  readonly #versions;
  readonly #latest;
  readonly #ofMany;

  constructor(db: Db) {
    this.#add = db.prepare<[Row & Entered]>(
      `INSERT INTO label_versions (clip_id, version, act_id, fields, officers, witnesses, goods, services, party_status, refused_to_sign,
         secrecy, important, case_id, no_case_number, note, rulebook, complete, "by", at, entry)
       VALUES (@clipId, @version, @actId, @fields, @officers, @witnesses, @goods, @services, @partyStatus, @refusedToSign,
         @secrecy, @important, @caseId, @noCaseNumber, @note, @rulebook, @complete, @by, @at, @entry)`,
    );
    this.#versions = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM label_versions WHERE clip_id = ? ORDER BY version`,
    );
    this.#latest = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM label_versions WHERE clip_id = ? ORDER BY version DESC LIMIT 1`,
    );
    this.#ofMany = db.prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM label_versions WHERE clip_id IN (SELECT value FROM json_each(?)) ORDER BY clip_id, version`,
    );
  }

  add(label: LabelOnRecord & Entered): void {
    const { fields, officers, witnesses, goods, services, secrecy, refusedToSign, important, complete } = label;
    this.#add.run({
      ...label,
      fields: JSON.stringify(fields),
      officers: JSON.stringify(officers),
      witnesses: JSON.stringify(witnesses),
      goods: JSON.stringify(goods),
      services: JSON.stringify(services),
      secrecy: JSON.stringify(secrecy),
      refusedToSign: refusedToSign === null ? null : Number(refusedToSign),
      important: important === null ? null : Number(important),
      complete: Number(complete),
    });
  }

  /** Oldest first. */
  versions(clipId: string): LabelOnRecord[] {
    return this.#versions.all(clipId).map(read);
  }

  latest(clipId: string): LabelOnRecord | undefined {
    const row = this.#latest.get(clipId);
    return row && read(row);
  }

  /** All versions for each of the clips, oldest first. */
  versionsOf(clipIds: readonly string[]): LabelOnRecord[] {
    return this.#ofMany.all(JSON.stringify(clipIds)).map(read);
  }
}

const read = (row: Row): LabelOnRecord => ({
  ...row,
  fields: JSON.parse(row.fields) as LabelOnRecord['fields'],
  officers: JSON.parse(row.officers) as Officer[],
  witnesses: JSON.parse(row.witnesses) as string[],
  goods: JSON.parse(row.goods) as Goods[],
  services: JSON.parse(row.services) as Service[],
  secrecy: JSON.parse(row.secrecy) as SecrecyMark[],
  refusedToSign: row.refusedToSign === null ? null : row.refusedToSign !== 0,
  important: row.important === null ? null : row.important !== 0,
  complete: row.complete !== 0,
});
