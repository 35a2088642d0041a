/** The original and what lies beside it, with digests, and how anybody checks them without this station. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { ClipProof, ClipView, SidecarView } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { useText } from '../i18n/language.js';
import { minuteOf, size } from '../lib/format.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { Facts, Part } from './part.js';
import { partUrl } from './part-url.js';
import { saveText } from '../lib/save.js';

interface Props {
  readonly clip: ClipView;
  readonly sidecars: readonly SidecarView[];
}

export function FilesPart({ clip, sidecars }: Props): ReactElement {
  const t = useText();
  const { submit, busy, error } = useSubmit(async () => {
    const proof = await get<ClipProof>(partUrl(clip.id, 'proof'));
    saveText(`proof-${clip.id}.json`, 'application/json', `${JSON.stringify(proof, null, 2)}\n`);
  });
  return (
    <Part title={t('files.title')}>
      <Facts
        rows={[
          [t('clip.path'), clip.sourcePath],
          [t('files.stored'), clip.storedPath],
          ...(clip.cleared === null
            ? []
            : [
                [
                  t('files.cleared'),
                  t('files.cleared.at', { target: clip.cleared.target, at: minuteOf(clip.cleared.at) }),
                ] as const,
              ]),
          [t('clip.size'), `${size(t, clip.bytes)} (${t('unit.bytes', { n: clip.bytes })})`],
          [t('files.state'), t(`files.state.${clip.state}`)],
          ['SHA-256', <code key="sha256">{clip.sha256}</code>],
          ...(clip.sm3 === null ? [] : [['SM3', <code key="sm3">{clip.sm3}</code>] as const]),
        ]}
      />
      <h3>{t('files.check')}</h3>
      <p>{t('files.check.how')}</p>
      <pre tabIndex={0}>
        {clip.cleared === null
          ? `echo '${clip.sha256}  ${clip.storedPath}' | sha256sum -c`
          : `bwc archive fetch ${clip.id} --to clip\necho '${clip.sha256}  clip' | sha256sum -c`}
      </pre>
      <p>{t('files.check.proof')}</p>
      {error !== undefined && <ErrorNotice error={error} />}
      <p className="acts">
        <Button
          loading={busy}
          onClick={() => {
            submit(undefined);
          }}
        >
          {t('files.proof')}
        </Button>
        <a href={partUrl(clip.id, 'original')} download>
          {t('files.original')}
        </a>
      </p>
      <h3>{t('files.beside')}</h3>
      {sidecars.length === 0 ? (
        <p className="quiet">{t('files.beside.none')}</p>
      ) : (
        <ul className="sidecars">
          {sidecars.map(({ sha256, kind, sourcePath, bytes }) => (
            <li key={`${sha256} ${sourcePath}`}>
              {t(`files.kind.${kind}`)} {sourcePath} <span className="quiet">{size(t, bytes)}</span>
              <code>{sha256}</code>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
