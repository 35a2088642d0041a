/** A one-time code and a new password; with the first code, also who becomes the administrator. */
import { Button, Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { redeemCode } from './session.js';
import { useSubmit } from './use-submit.js';

interface Fields {
  readonly code: string;
  readonly login?: string;
  readonly name?: string;
  readonly password: string;
  readonly again: string;
}

export function CodeForm({ first }: { readonly first: boolean }): ReactElement {
  const t = useText();
  const { submit, busy, error } = useSubmit(({ code, login = '', name = '', password }: Fields) =>
    redeemCode(code.trim(), password, first ? { login: login.trim(), name: name.trim() } : null),
  );
  const needed = [{ required: true, message: t('session.needed') }];
  return (
    <Form<Fields> layout="vertical" onFinish={submit} requiredMark={false}>
      <p>{t(first ? 'session.first.body' : 'session.code.body')}</p>
      {error !== undefined && <ErrorNotice error={error} />}
      <Form.Item name="code" label={t('session.code')} rules={needed}>
        <Input autoComplete="one-time-code" autoFocus maxLength={64} />
      </Form.Item>
      {first && (
        <>
          <Form.Item name="name" label={t('session.name')} rules={needed}>
            <Input autoComplete="name" maxLength={60} />
          </Form.Item>
          <Form.Item name="login" label={t('session.login')} rules={needed}>
            <Input autoComplete="username" maxLength={64} />
          </Form.Item>
        </>
      )}
      <Form.Item name="password" label={t('session.password.new')} extra={t('session.password.rule')} rules={needed}>
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('session.password.again')}
        dependencies={['password']}
        rules={[
          ...needed,
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('session.password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('session.code.submit')}
      </Button>
    </Form>
  );
}
