/** The name and the password. */
import { Button, Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { signIn } from './session.js';
import { useSubmit } from './use-submit.js';

interface Fields {
  readonly login: string;
  readonly password: string;
}

/** @param login of whose session is over: it is filled in */
export function SignInForm({ login }: { readonly login: string }): ReactElement {
  const t = useText();
  const { submit, busy, error } = useSubmit((fields: Fields) => signIn(fields.login.trim(), fields.password));
  return (
    <Form<Fields> layout="vertical" initialValues={{ login }} onFinish={submit} requiredMark={false}>
      {error !== undefined && <ErrorNotice error={error} />}
      <Form.Item name="login" label={t('session.login')} rules={[{ required: true, message: t('session.needed') }]}>
        <Input autoComplete="username" autoFocus={login === ''} maxLength={64} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('session.password')}
        rules={[{ required: true, message: t('session.needed') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={login !== ''} maxLength={256} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('session.signIn')}
      </Button>
    </Form>
  );
}
