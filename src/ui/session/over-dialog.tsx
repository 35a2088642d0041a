/** The session ended in the middle of something: signing in again goes on with it, nothing that was typed is lost. */
import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import type { Person } from './session.js';
import { SignInForm } from './sign-in-form.js';

export function OverDialog({ person }: { readonly person: Person }): ReactElement {
  const t = useText();
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      title={t('session.over.title')}
    >
      <p>{t('session.over.body')}</p>
      <SignInForm login={person.login} />
    </Modal>
  );
}
