/** What the clip is: its file, its three clocks, what came with it. Pure. */
import { basisText } from '../../i18n/clock-basis.js';
import type { ClipTrail } from '../../records/trail/trail-of-clip.js';
import type { Block } from '../../print/document.js';
import { fact, heading, known, text, type TrailWords } from './words.js';

export function* aboutClip(words: TrailWords, trail: ClipTrail): Generator<Block> {
  const { t } = words;
  const { clip } = trail;
  yield heading(t('trail.clip'));
  yield fact(t('trail.clip.id'), clip.id);
  yield fact(t('trail.clip.name'), clip.name ?? t('trail.nothing'));
  yield fact(t('trail.clip.path'), clip.sourcePath);
  yield* known(t('trail.clip.pathBytes'), clip.sourcePathBase64);
  yield fact(t('trail.clip.kind'), t(`trail.clip.${clip.kind}`));
  yield fact('SHA-256', clip.sha256);
  yield* known('SM3', clip.sm3);
  yield fact(t('trail.clip.bytes'), t('trail.clip.bytesAre', { n: clip.bytes }));
  yield* known(
    t('trail.clip.duration'),
    clip.durationMs === null ? null : t('trail.clip.durationIs', { n: clip.durationMs / 1000 }),
  );
  yield fact(t('trail.clip.stored'), clip.storedPath);
  yield* known(
    t('trail.clip.cleared'),
    clip.cleared === null
      ? null
      : t('trail.clip.clearedAt', { target: clip.cleared.target, at: words.time(clip.cleared.at) }),
  );
  yield fact(t('trail.clip.state'), t(`trail.clip.state.${clip.state}`));
  yield fact(t('trail.clip.camera'), cameraText(words, trail));
  yield fact(t('trail.clip.officer'), officerText(words, trail));
  yield* known(t('trail.clip.activity'), activityText(words, trail.activity));
  yield* known(t('trail.clip.case'), caseText(words, trail.case));
  yield* known(t('trail.clip.important'), clip.important ? t('trail.clip.importantIs') : null);
  yield* known(t('trail.clip.note'), clip.note);
  yield* clocks(words, trail);
  yield* sidecars(words, trail);
}

function cameraText({ t, list }: TrailWords, { clip, camera }: ClipTrail): string {
  const model = camera === null ? [] : [camera.model, camera.firmware, camera.unitName].filter((part) => part !== null);
  return list([clip.camera ?? t('trail.clip.noSerial'), ...model, clip.cameraId]);
}

function officerText({ t, list }: TrailWords, { clip, officers }: ClipTrail): string {
  if (clip.officerNo === null) return t('unknown');
  return officers.length === 0
    ? clip.officerNo
    : t('trail.clip.officerNow', { no: clip.officerNo, names: list(officers) });
}

const activityText = ({ word, list }: TrailWords, activity: ClipTrail['activity']): string | null =>
  activity === null
    ? null
    : list(
        [activity.title, activity.kind && word(activity.kind), activity.unit, activity.place, activity.id].filter(
          (part) => part !== null,
        ),
      );

const caseText = ({ word, list }: TrailWords, file: ClipTrail['case']): string | null =>
  file === null
    ? null
    : list(
        [file.number, file.kind && word(file.kind), file.party, file.stage && word(file.stage), file.id].filter(
          (part) => part !== null,
        ),
      );

function* clocks({ t, time, say }: TrailWords, { clip }: ClipTrail): Generator<Block> {
  const civil = (digits: string | null | undefined): string => digits?.replace('T', ' ') ?? t('unknown');
  const { camera, corrected } = clip.times ?? {};
  const basis =
    corrected === undefined
      ? t('unknown')
      : say({ zh: basisText('zh', corrected.basis), en: basisText('en', corrected.basis) });
  const within = corrected?.uncertaintyMs ?? null;
  yield heading(t('trail.clock'));
  yield fact(t('trail.clock.camera'), t('trail.clock.span', { from: civil(camera?.start), to: civil(camera?.end) }));
  yield fact(t('trail.clock.corrected'), t('trail.clock.span', { from: time(clip.start), to: time(clip.end) }));
  yield fact(
    t('trail.clock.basis'),
    within === null ? basis : t('trail.clock.within', { basis, n: Math.ceil(within / 1000) }),
  );
  yield fact(t('trail.clock.station'), time(clip.storedAt));
}

function* sidecars({ t }: TrailWords, { sidecars: beside }: ClipTrail): Generator<Block> {
  yield heading(t('trail.sidecars'));
  if (beside.length === 0) {
    yield text(t('trail.nothing'));
    return;
  }
  const columns = [
    { title: t('trail.sidecars.kind'), share: 0.12 },
    { title: t('trail.sidecars.path'), share: 0.38 },
    { title: t('trail.clip.bytes'), share: 0.16 },
    { title: 'SHA-256', share: 0.34, small: true },
  ] as const;
  yield { kind: 'columns', columns };
  for (const { kind, sourcePath, bytes, sha256 } of beside)
    yield {
      kind: 'row',
      cells: [t(`trail.sidecars.${kind}`), sourcePath, t('trail.clip.bytesAre', { n: bytes }), sha256],
    };
}
