/** Changing one's own password; other sessions of the person end. */
import { App, Form, Input, Modal } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { changePassword } from './session.js';
import { useSubmit } from './use-submit.js';

interface Fields {
  readonly current: string;
  readonly next: string;
}

export default function PasswordDialog({ close }: { readonly close: () => void }): ReactElement {
  const t = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const { submit, busy, error } = useSubmit(async ({ current, next }: Fields) => {
    await changePassword(current, next);
    void message.success(t('session.password.changed'));
    close();
  });
  const needed = [{ required: true, message: t('session.needed') }];
  return (
    <Modal
      open
      title={t('session.password.change')}
      onCancel={close}
      confirmLoading={busy}
      onOk={() => {
        form.submit();
      }}
    >
      {error !== undefined && <ErrorNotice error={error} />}
      <Form<Fields> form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item name="current" label={t('session.password')} rules={needed}>
          <Input.Password autoComplete="current-password" autoFocus maxLength={256} />
        </Form.Item>
        <Form.Item name="next" label={t('session.password.new')} extra={t('session.password.rule')} rules={needed}>
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
