/** Whether one value of a rulebook is at least as strict as another: what an extension may say in place of what it extends. */
import type { Limit } from '../deadlines/rules.js';
import { neverLaterThan } from '../deadlines/limit.js';
import { atLeastAsLong } from '../retention/period.js';
import type { Period } from '../retention/rules.js';
import type { Cited } from './cited.js';

/** Why a value is refused. */
export type Lenience = 'shorter' | 'later' | 'narrower' | 'wider' | 'weaker' | 'fixed';

type Compare = (base: unknown, asked: unknown) => boolean;

interface Rule {
  readonly keys: RegExp;
  /** Ours where the text is silent: then the bureau decides, unless this says that even a default binds. */
  readonly bindsDefaults?: true;
  readonly why: Lenience;
  readonly allowed: Compare;
}

const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map((v) => JSON.stringify(v)) : []);
const superset: Compare = (base, asked) => list(base).every((item) => list(asked).includes(item));
const subset: Compare = (base, asked) => superset(asked, base);
const atMost: Compare = (base, asked) => Number(asked) <= Number(base);
const onlyOn: Compare = (base, asked) => asked === true || asked === base;

/** All of the base's items, in the base's order, and perhaps others between them. */
function subsequence(base: readonly string[], asked: readonly string[]): boolean {
  let at = 0;
  for (const item of asked) if (item === base[at]) at += 1;
  return at === base.length;
}

/** Whether what is asked for is a refusal, or has every step of what stands there, in order. */
export const asStrictAsLadder: Compare = (base, asked) => {
  if (isRefusal(asked)) return true;
  return !isRefusal(base) && subsequence(stepsOf(base), stepsOf(asked));
};
const isRefusal = (value: unknown): boolean => typeof value === 'object' && value !== null && 'refuse' in value;
const stepsOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && 'steps' in value ? list(value.steps) : [];

/** Each demand of the base is still made, with no more ways to meet it. */
const demands: Compare = (base, asked) =>
  Array.isArray(base) && Array.isArray(asked) && base.every((one) => asked.some((other) => subset(one, other)));

const same: Compare = (base, asked) => JSON.stringify(base) === JSON.stringify(asked);

/** The first that fits decides. */
const RULES: readonly Rule[] = [
  {
    keys: /^retention\.(?:base|rules\..+\.keep)$/,
    bindsDefaults: true,
    why: 'shorter',
    allowed: (base, asked) => atLeastAsLong(asked as Period, base as Period),
  },
  {
    keys: /^deadlines\..+\.limit$/,
    why: 'later',
    allowed: (base, asked) => neverLaterThan(asked as Limit, base as Limit),
  },
  { keys: /^retention\.noticeDays$/, why: 'shorter', allowed: (base, asked) => Number(asked) >= Number(base) },
  { keys: /^deadlines\..+\.reasons$/, why: 'wider', allowed: subset },
  { keys: /^deadlines\..+\.(?:anchors|sources|otherSources|barredBy|caseWork)$/, why: 'narrower', allowed: superset },
  { keys: /^deadlines\..+\.approval$/, why: 'weaker', allowed: (base, asked) => base === null || base === asked },
  { keys: /^label\.fields\./, why: 'weaker', allowed: (base, asked) => base === 'recorded' || asked === 'required' },
  { keys: /^label\.satisfiedBy$/, why: 'wider', allowed: subset },
  { keys: /^continuity\.notSuitable$/, why: 'wider', allowed: subset },
  { keys: /^label\.(?:goods|service)\./, why: 'narrower', allowed: superset },
  { keys: /^(?:vocabularies\..+|continuity\.causes|approvals\.register)$/, why: 'narrower', allowed: superset },
  { keys: /^approvals\.(?:matrix|added)\..+\.outcome$/, why: 'weaker', allowed: asStrictAsLadder },
  { keys: /^continuity\.(?:resumed|notResumed)$/, why: 'weaker', allowed: demands },
  { keys: /^(?:readiness|gate)\..+$/, why: 'weaker', allowed: onlyOn },
  { keys: /^records\.offsiteBackupDays$/, why: 'later', allowed: atMost },
  { keys: /^records\./, why: 'narrower', allowed: superset },
];

/** @returns null if the value may stand there */
export function lenience(key: string, base: unknown, asked: unknown, baseIsDefault: boolean): Lenience | null {
  const rule = RULES.find((r) => r.keys.test(key));
  if (baseIsDefault && rule?.bindsDefaults !== true) return null;
  if (rule === undefined) return same(base, asked) ? null : 'fixed';
  return rule.allowed(base, asked) ? null : rule.why;
}

/** What a bureau may do to a value, named by what it may not. */
export function mayChange(key: string, base: Cited<unknown>): Lenience | 'free' {
  if (key.startsWith('validity.')) return 'fixed';
  const rule = RULES.find((r) => r.keys.test(key));
  if ('source' in base && rule?.bindsDefaults !== true) return 'free';
  return rule?.why ?? 'fixed';
}
