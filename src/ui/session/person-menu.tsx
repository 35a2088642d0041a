/** Who is signed in, and how to leave. */
import { Button, Popover } from 'antd';
import { useState, type ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { bundled } from '../shell/bundled.js';
import { usePerson } from './person-context.js';
import { signOut } from './session.js';

const PasswordDialog = bundled(() => import('./password-dialog.js'));

export function PersonMenu(): ReactElement {
  const t = useText();
  const person = usePerson();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        title={`${person.name} · ${t(`role.${person.role}`)}`}
        content={
          <div className="person">
            <p>{person.unit?.name ?? t('session.noUnit')}</p>
            <Button
              block
              onClick={() => {
                setChanging(true);
              }}
            >
              {t('session.password.change')}
            </Button>
            <Button
              block
              onClick={() => {
                void signOut();
              }}
            >
              {t('session.signOut')}
            </Button>
          </div>
        }
      >
        <Button type="text">{person.name}</Button>
      </Popover>
      {changing && (
        <PasswordDialog
          close={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}
