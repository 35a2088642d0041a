/**
 * Whether somebody sees what clips belong to, as a condition in SQL: pages are cut from what is seen, so that each is
 * full and none tells that there is something beside it. Who sees one of its clips sees it; what holds no clip is seen
 * by who reaches everything and by who put it on record.
 */
import { sightCondition, sightParameters, type Sight } from './clip-sight.js';

export const GROUP_KINDS = ['activity', 'case', 'hold', 'proposal'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

interface Group {
  /** Table of its clips, with the column that names it. */
  readonly members: string;
  readonly owner: string;
  /** Of a member `m`: whether it belongs to it at present. */
  readonly now: string;
  /** Rows `b` that say who put it on record. */
  readonly begun: string;
}

const GROUPS: Readonly<Record<GroupKind, Group>> = {
  activity: versioned('activity_members', 'activity_id', 'activity_versions'),
  case: versioned('case_clips', 'case_id', 'case_versions'),
  hold: {
    members: 'hold_clips',
    owner: 'hold_id',
    now: '1',
    begun: 'SELECT b.id AS one FROM holds b WHERE b.placed_by = @sightBy',
  },
  proposal: {
    members: 'disposal_items',
    owner: 'proposal_id',
    now: '1',
    begun: 'SELECT b.id AS one FROM disposal_proposals b WHERE b."by" = @sightBy',
  },
};

function versioned(members: string, owner: string, versions: string): Group {
  const begun = `SELECT b.${owner} AS one FROM ${versions} b WHERE b.version = 1 AND b."by" = @sightBy`;
  return { members, owner, now: 'm.left_at IS NULL', begun };
}

/** @param id an expression: which one it is @returns a condition with the parameters of `groupParameters` */
export function groupCondition(kind: GroupKind, id: string, sight: Pick<Sight, 'reach'>): string {
  const { members, owner, now, begun } = GROUPS[kind];
  const seen = `FROM ${members} m JOIN clips c ON c.id = m.clip_id WHERE ${now} AND ${sightCondition(sight)}`;
  const holding = (which: string): string =>
    `EXISTS (SELECT 1 FROM ${members} m WHERE m.${owner} = ${which} AND ${now})`;
  // What one officer recorded is little among everything: it is looked up, and not everything looked through.
  if (sight.reach === 'own')
    return `${id} IN (SELECT m.${owner} ${seen} UNION SELECT one FROM (${begun}) WHERE NOT ${holding('one')})`;
  const empty = sight.reach === 'all' ? '1' : `${id} IN (${begun})`;
  return `(EXISTS (SELECT 1 ${seen} AND m.${owner} = ${id}) OR (NOT ${holding(id)} AND ${empty}))`;
}

export const groupParameters = (sight: Sight): Readonly<Record<string, string>> => ({
  ...sightParameters(sight),
  sightBy: sight.by,
});
