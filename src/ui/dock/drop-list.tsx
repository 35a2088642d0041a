/** Footage from phones and other recorders that waits for somebody to say where it comes from. */
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import type { WaitingFile } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { usePerson } from '../session/person-context.js';
import { may } from '../session/session.js';
import { bundled } from '../shell/bundled.js';

const NoteDialog = bundled(() => import('./note-dialog.js'));

export function DropList(): ReactElement | null {
  const t = useText();
  const person = usePerson();
  const waiting = useStore(live.status)?.dropWaiting ?? [];
  const [chosen, setChosen] = useState<WaitingFile | null>(null);
  if (waiting.length === 0) return null;
  return (
    <section className="drop" aria-label={t('drop.title')}>
      <h2>{t('drop.title')}</h2>
      <ul>
        {waiting.map((file) => (
          <li key={`${file.folder}/${file.path}`}>
            <strong>{file.path}</strong>
            <span>{isNoteMissing(file) ? t('drop.noNote') : file.reason}</span>
            {isNoteMissing(file) && may(person, 'dock.act') && (
              <Button
                onClick={() => {
                  setChosen(file);
                }}
              >
                {t('drop.write')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {chosen !== null && (
        <NoteDialog
          file={chosen}
          others={waiting.filter((f) => f !== chosen && f.folder === chosen.folder && isNoteMissing(f))}
          close={() => {
            setChosen(null);
          }}
        />
      )}
    </section>
  );
}

const isNoteMissing = ({ reason }: WaitingFile): boolean => reason.startsWith('no note');
