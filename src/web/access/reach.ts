/** Whose footage a caller reaches: what may not be seen is answered like what is not there. */
import { BwcError } from '../../domain/errors.js';
import { NO_UNIT, seenBy, sightOf } from '../../records/people/sight.js';
import type { Sight } from '../../store/repositories/clip-sight.js';
import { seenClips } from '../../store/repositories/clip-sight.js';
import type { Repositories } from '../../store/station-store.js';
import type { RoutePermission } from '../route.js';
import type { Caller, SignedIn } from './caller.js';
import { PERMISSIONS, reachOf, type Permission } from './permissions.js';
import type { Target } from './targets.js';

interface Held {
  readonly clips: readonly string[];
  /** Who put it on record; null where nobody did. */
  readonly by: string | null;
}

export class Reaches {
  constructor(private readonly store: Repositories) {}

  /** Null for everything: the operator at the machine, and what no clips come into. */
  sight(caller: Caller, permission: RoutePermission): Sight | null {
    if (caller.kind !== 'person' || !(permission in PERMISSIONS)) return null;
    const person = this.store.people.get(caller.id);
    const reach = reachOf(caller.role, permission as Permission);
    // Authorised, and gone since: such a one sees nothing.
    if (person === undefined || reach === null) return { by: '', reach: 'own', own: [], ...NO_UNIT, cleared: [] };
    return sightOf(this.store, person, reach);
  }

  /** @throws BwcError `bwc.store.not_found`, `bwc.access.forbidden` */
  require(caller: Caller, wanted: RoutePermission, targets: readonly Target[]): void {
    if (targets.length === 0) return;
    // The rulebook's words are everybody's; what it says of a clip is for those who see the clip.
    const permission = wanted === 'rules.see' ? 'clip.see' : wanted;
    if (caller.kind === 'person' && wanted === 'rules.see' && reachOf(caller.role, 'clip.see') === null)
      throw new BwcError('bwc.access.forbidden', `the role ${caller.role} sees no clips`, { permission });
    const sight = this.sight(caller, permission);
    if (sight === null || caller.kind !== 'person') return;
    const ids = targets.filter((t) => t.kind === 'clip').map((t) => t.id);
    // Many at once: a label may name each of a hundred thousand.
    const known = new Set(this.store.clipFacts.some(ids).map((c) => c.id));
    const seen = seenClips(this.store.db, sight, known);
    for (const target of targets) {
      if (target.kind === 'clip' && known.has(target.id)) {
        if (!seen.has(target.id)) throw hidden(target);
      } else if (target.kind === 'person' || target.kind === 'session') this.#requireSelf(caller, target);
      else if (!this.#sees(sight, target)) throw hidden(target);
    }
  }

  #requireSelf(caller: SignedIn, { kind, id }: Target): void {
    if (reachOf(caller.role, 'people.keep') !== null) return;
    const own =
      kind === 'person' ? id === caller.id || id === caller.login : this.store.sessions.get(id)?.person === caller.id;
    if (!own) throw new BwcError('bwc.access.forbidden', 'that is somebody else’s', { permission: 'people.keep' });
  }

  #sees(sight: Sight, target: Target): boolean {
    const held = this.#held(target);
    // What is not there is answered by whoever looks for it.
    if (held === undefined) return true;
    // As lists have it (`group-sight.ts`).
    if (held.clips.length === 0) return sight.reach === 'all' || held.by === sight.by;
    const seen = seenBy({ store: this.store, sight }, held.clips);
    return target.whole ? held.clips.every((id) => seen.has(id)) : seen.size > 0;
  }

  #held({ kind, id }: Target): Held | undefined {
    const { store } = this;
    switch (kind) {
      case 'clip': {
        const clip = store.clips.get(id);
        return clip && { clips: [clip.id], by: null };
      }
      case 'visit':
        return store.visits.get(id) && { clips: store.clipSources.clipsOfVisit(id), by: null };
      case 'recording':
        return { clips: store.clipFacts.clipsOfRecording(id), by: null };
      case 'activity': {
        const activity = store.activities.latest(id);
        return activity && { clips: store.activities.clipsNow(id), by: store.activities.versions(id)[0]?.by ?? null };
      }
      case 'case': {
        const found = store.cases.latest(id) ?? store.cases.numbered(id)[0];
        return found && { clips: store.cases.clipsNow(found.id), by: store.cases.versions(found.id)[0]?.by ?? null };
      }
      case 'hold': {
        const hold = store.holds.get(id);
        return hold && { clips: store.holds.clips(id), by: hold.by };
      }
      case 'proposal': {
        const proposal = store.disposals.proposal(id);
        return proposal && { clips: store.disposals.items(id).map((i) => i.clipId), by: proposal.by };
      }
      case 'approval': {
        const approval = store.approvals.get(id);
        return approval && this.#held({ ...approval.subject, whole: false });
      }
      case 'person':
      case 'session':
        return undefined;
    }
  }
}

const hidden = ({ kind, id }: Target): BwcError =>
  new BwcError('bwc.store.not_found', `there is no ${kind} ${id}`, { id });
