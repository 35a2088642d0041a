/** One archive: whether it may be archived to, how far it is, what waits and why, and how much of it was read back lately. */
import type { ReactElement } from 'react';
import { addMs, msBetween, type Instant } from '../../domain/time.js';
import { probeWord } from '../../i18n/probe-words.js';
import type { StationStatus } from '../../web/api-types.js';
import { useSpeech } from '../i18n/language.js';
import { minuteOf, size, span } from '../lib/format.js';

export type Archive = StationStatus['archives'][number];

/** What waits for longer is worth a look. */
const LONG_MS = 3 * 86_400_000;
const SHOWN_REFUSED = 5;

interface Props {
  readonly archive: Archive;
  readonly now: Instant;
}

export function ArchiveCard({ archive, now }: Props): ReactElement {
  const { t } = useSpeech();
  const { target, role, where, waiting, done, oldestWaiting, completedAt, refused, audit } = archive;
  return (
    <section className={stateOf(archive, now)} aria-label={target}>
      <h3>
        {target} <span className="quiet">{t(`station.archive.${role}`)}</span>
      </h3>
      <p className="quiet">{where}</p>
      <Verdict archive={archive} />
      <Running archive={archive} />
      <p>{t('station.archive.done', { n: done.contents.orders, bytes: size(t, done.contents.bytes) })}</p>
      <p>
        {waiting.contents.orders + waiting.records.orders === 0
          ? t('station.archive.nothingWaits')
          : t('station.archive.waiting', {
              n: waiting.contents.orders,
              bytes: size(t, waiting.contents.bytes),
              records: waiting.records.orders,
            })}
      </p>
      {oldestWaiting !== null && (
        <p>
          {t('station.archive.oldest', {
            at: minuteOf(oldestWaiting),
            span: span(t, msBetween(oldestWaiting, now)),
          })}
        </p>
      )}
      <p>
        {completedAt === null
          ? t('station.archive.neverWhole')
          : t('station.archive.whole', { at: minuteOf(completedAt) })}
      </p>
      {refused.length > 0 && (
        <>
          <p className="say">{t('station.archive.refused', { n: refused.length })}</p>
          <ul>
            {refused.slice(0, SHOWN_REFUSED).map(({ order, clip, code, reason }) => (
              <li key={order}>
                <code>{clip}</code> {code} <span className="quiet">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {audit.oldestRead !== null && (
        <>
          <p>
            {t('station.archive.read', {
              n: audit.all.objects - audit.due.objects,
              all: audit.all.objects,
              nights: audit.nights,
              bytes: size(t, audit.all.bytes),
            })}
          </p>
          <p>
            {t('station.archive.due', {
              n: audit.due.objects,
              bytes: size(t, audit.due.bytes),
              at: minuteOf(audit.oldestRead),
            })}
          </p>
        </>
      )}
      <Found archive={archive} />
      <Backups archive={archive} />
    </section>
  );
}

function stateOf({ probe, refused, live, audit, oldestWaiting }: Archive, now: Instant): string {
  const isBad = probe?.mayArchive === false || refused.length > 0 || audit.findings.length > 0;
  if (isBad) return 'bad';
  const isLong = oldestWaiting !== null && addMs(oldestWaiting, LONG_MS) < now;
  return probe === null || isLong || live?.code != null ? 'unsure' : '';
}

function Verdict({ archive: { probe } }: Pick<Props, 'archive'>): ReactElement {
  const { t, language } = useSpeech();
  if (probe === null) return <p className="say">{t('station.archive.untried')}</p>;
  const { mayArchive, at, enforcement, inTheWay, lacking } = probe;
  const words = (checks: readonly string[]): string =>
    checks.map((check) => probeWord(check)[language]).join(language === 'zh' ? '、' : ', ');
  const beside = lacking.filter((check) => !inTheWay.includes(check));
  return (
    <>
      <p className="say">{t(mayArchive ? 'station.archive.fit' : 'station.archive.unfit', { at: minuteOf(at) })}</p>
      {mayArchive && <p>{t(`station.archive.holds.${holder(enforcement)}`)}</p>}
      {!mayArchive && <p>{t('station.archive.inTheWay', { checks: words(inTheWay) })}</p>}
      {beside.length > 0 && <p className="quiet">{t('station.archive.lacking', { checks: words(beside) })}</p>}
    </>
  );
}

const holder = (enforcement: string | null): 'compliance' | 'governance' | 'recorded' | 'none' =>
  enforcement === 'compliance' || enforcement === 'governance' || enforcement === 'recorded' ? enforcement : 'none';

function Running({ archive: { live, window } }: Pick<Props, 'archive'>): ReactElement {
  const { t } = useSpeech();
  return (
    <>
      {live?.busy === true && (
        <p>
          {live.bytesPerSecond === null || live.leftMs === null
            ? t('station.archive.syncing')
            : t('station.archive.busy', { rate: size(t, live.bytesPerSecond), left: span(t, live.leftMs) })}
        </p>
      )}
      {live?.busy !== true && (
        <p>
          {window.changesAt === null
            ? t('station.archive.never')
            : t(window.open ? 'station.archive.open' : 'station.archive.closed', { at: minuteOf(window.changesAt) })}
        </p>
      )}
      {live?.code != null && (
        <p className="say">
          {live.triedAgainAt === null
            ? t('station.archive.stopped', { code: live.code })
            : t('station.archive.trouble', { code: live.code, at: minuteOf(live.triedAgainAt) })}
        </p>
      )}
    </>
  );
}

function Found({ archive: { audit } }: Pick<Props, 'archive'>): ReactElement | null {
  const { t } = useSpeech();
  const lost = audit.findings.filter((f) => f.lost).length;
  if (audit.findings.length === 0) return null;
  return <p className="say">{t('station.archive.found', { bad: audit.findings.length - lost, lost })}</p>;
}

function Backups({ archive: { backup } }: Pick<Props, 'archive'>): ReactElement | null {
  const { t } = useSpeech();
  const { backups, last, waiting } = backup;
  if (last === null && waiting === null) return null;
  return (
    <>
      {last !== null && <p>{t('station.archive.backup', { seq: last.seq, at: minuteOf(last.at), n: backups })}</p>}
      {waiting !== null && (
        <p>
          {t('station.archive.backupWaits', { seq: waiting.seq, code: waiting.code ?? '', why: waiting.reason ?? '' })}
        </p>
      )}
    </>
  );
}
