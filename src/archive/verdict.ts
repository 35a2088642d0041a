/** What may be said of an archive because of what was tried on it. Pure. */
import type { Enforcement } from './target.js';
import type { ProbeChecks, ProbeVerdict } from './probe-report.js';

/** Without these nothing may be called archived there. */
const NEEDED: Readonly<Record<Enforcement | 'none', readonly (keyof ProbeChecks)[]>> = {
  recorded: ['wrongContentRefused'],
  none: ['wrongContentRefused'],
  governance: ['wrongContentRefused', 'lockReadBack', 'shorteningRefused', 'deletionRefused'],
  compliance: ['wrongContentRefused', 'lockReadBack', 'shorteningRefused', 'deletionRefused'],
};

/** @param configured what the archive is meant to hold to */
export function judge(checks: ProbeChecks, configured: Enforcement | 'none'): ProbeVerdict {
  const lacking = (Object.keys(checks) as (keyof ProbeChecks)[]).filter((check) => checks[check] !== 'yes');
  const inTheWay = lacking.filter((check) => NEEDED[configured].includes(check));
  const mayArchive = inTheWay.length === 0;
  return { mayArchive, enforcement: mayArchive ? configured : null, inTheWay, lacking };
}
