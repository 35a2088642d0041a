/** What each role may do, and with whose footage: the one table that the server asks. */
import type { Reach, Role } from '../../domain/person.js';

type Grant = Readonly<Partial<Record<Role, Reach>>>;

const EVERYBODY = { officer: 'own', custodian: 'all', reviewer: 'unit', auditor: 'all', administrator: 'all' } as const;

export const PERMISSIONS = {
  /** The dock: what stands in it, what is being taken in. */
  'dock.see': EVERYBODY,
  /** Leaving a screen behind that shows the dock and nothing else. */
  'dock.wall': { custodian: 'all', administrator: 'all' },
  /** Priority, cancel, take in by hand. */
  'dock.act': { custodian: 'all' },
  /** Clips with labels, names, retention and custody entries; footage itself. */
  'clip.see': { officer: 'own', custodian: 'all', reviewer: 'unit' },
  'clip.label': { officer: 'own', custodian: 'all', reviewer: 'unit' },
  /** Activities and cases: making them, and putting clips into them. */
  'clip.file': { officer: 'own', custodian: 'all', reviewer: 'unit' },
  /** Why a recording was interrupted, and other facts the rules hang on. */
  'clip.explain': { officer: 'own', custodian: 'all', reviewer: 'unit' },
  /** The texts and words of the rulebook. */
  'rules.see': EVERYBODY,
  'deadline.see': { officer: 'own', custodian: 'all', reviewer: 'unit', auditor: 'all' },
  'deadline.consent': { custodian: 'all', reviewer: 'unit' },
  'deadline.recompute': { custodian: 'all', administrator: 'all' },
  'camera.see': EVERYBODY,
  'camera.issue': { custodian: 'all', administrator: 'all' },
  'camera.report': { officer: 'all', custodian: 'all', reviewer: 'all', administrator: 'all' },
  'hold.see': { custodian: 'all', reviewer: 'unit', auditor: 'all' },
  'hold.place': { custodian: 'all', reviewer: 'unit' },
  'hold.askRelease': { custodian: 'all', reviewer: 'unit' },
  /** Another person's than the one who asked: the store sees to that. */
  'hold.decide': { reviewer: 'unit' },
  'approval.see': { custodian: 'all', reviewer: 'unit', auditor: 'all' },
  'approval.record': { custodian: 'all' },
  'disposal.see': { custodian: 'all', reviewer: 'unit', auditor: 'all' },
  'disposal.propose': { custodian: 'all' },
  /** Another person's than the one who proposed. */
  'disposal.decide': { reviewer: 'unit' },
  /** Sending to the archive at once, and what it refused once more. */
  'archive.sync': { custodian: 'all' },
  /** Copies and lists that leave the station. */
  'export.make': { custodian: 'all', reviewer: 'unit' },
  /** Cases, many at once. */
  'case.import': { custodian: 'all' },
  /** A spreadsheet read into rows; what may be done with them is asked of each table. */
  'table.read': { custodian: 'all', administrator: 'all' },
  /** Cases, people, units and cameras as a spreadsheet: each wants its own permission besides. */
  'table.export': { custodian: 'all', reviewer: 'unit', auditor: 'all', administrator: 'all' },
  /** The custody log as a whole; of one clip whoever sees the clip sees it. */
  'custody.see': { auditor: 'all', custodian: 'all' },
  /** What the daemon says of itself. */
  'log.see': { custodian: 'all', auditor: 'all', administrator: 'all' },
  'custody.verify': { custodian: 'all', auditor: 'all', administrator: 'all' },
  'people.see': { custodian: 'all', reviewer: 'all', auditor: 'all', administrator: 'all' },
  'people.keep': { administrator: 'all' },
  /** One's own sessions, name and password. */
  'self.keep': EVERYBODY,
} as const satisfies Readonly<Record<string, Grant>>;

export type Permission = keyof typeof PERMISSIONS;

/** How far a role's permission goes; null where it has none. */
export const reachOf = (role: Role, permission: Permission): Reach | null => {
  const grant: Grant = PERMISSIONS[permission];
  return grant[role] ?? null;
};

export const permissionsOf = (role: Role): Permission[] =>
  (Object.keys(PERMISSIONS) as Permission[]).filter((p) => reachOf(role, p) !== null);
