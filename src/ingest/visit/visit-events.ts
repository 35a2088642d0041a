import type { VisitTally } from '../../domain/clip.js';
import type { VisitOutcome } from '../../domain/visit.js';

/** What a visit tells whoever watches it, as it happens. */
export type VisitEvent =
  /** Something stands in a slot now and is looked at. */
  | { readonly type: 'docked'; readonly slot: string }
  /** Nothing stands there any more. */
  | { readonly type: 'left'; readonly slot: string }
  | {
      readonly type: 'refused';
      readonly slot: string;
      readonly root: string;
      readonly code: string;
      readonly reason: string;
    }
  | {
      readonly type: 'opened';
      readonly visit: string;
      readonly slot: string;
      readonly camera: string | null;
      readonly profile: string;
      readonly resumed: boolean;
    }
  | { readonly type: 'listed'; readonly visit: string; readonly tally: VisitTally; readonly totalBytes: number }
  | {
      readonly type: 'progress';
      readonly visit: string;
      readonly doneBytes: number;
      readonly totalBytes: number;
      readonly path: string | null;
    }
  | {
      readonly type: 'stored';
      readonly visit: string;
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly known: boolean;
    }
  | {
      readonly type: 'failed';
      readonly visit: string;
      readonly path: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'waiting'; readonly visit: string; readonly reason: string }
  /** Of all cameras: stored clips whose duration, codecs and times are still to be read. */
  | { readonly type: 'describing'; readonly clipsLeft: number }
  /** Everything is stored, and what may go is taken off the camera now: it is not to be pulled out. */
  | { readonly type: 'erasing'; readonly visit: string }
  | { readonly type: 'interrupted'; readonly visit: string; readonly reason: string }
  | {
      readonly type: 'closed';
      readonly visit: string;
      readonly outcome: VisitOutcome;
      readonly reason: string | null;
      readonly tally: VisitTally;
      readonly safeToRemove: boolean;
    };
