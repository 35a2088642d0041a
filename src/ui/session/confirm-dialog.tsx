/** The password once more, in the middle of an act that wants it. */
import { Form, Input, Modal } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { useStore } from '../lib/store.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { asking } from './confirmed.js';
import { confirmPassword } from './session.js';
import { useSubmit } from './use-submit.js';

interface Fields {
  readonly password: string;
}

export function ConfirmDialog(): ReactElement | null {
  const asked = useStore(asking);
  return asked === undefined ? null : <Asked {...asked} />;
}

function Asked({ given, left }: { readonly given: () => void; readonly left: () => void }): ReactElement {
  const t = useText();
  const [form] = Form.useForm<Fields>();
  const { submit, busy, error } = useSubmit(async ({ password }: Fields) => {
    await confirmPassword(password);
    given();
  });
  return (
    <Modal
      open
      zIndex={2000}
      title={t('session.confirm.title')}
      confirmLoading={busy}
      onCancel={left}
      onOk={() => {
        form.submit();
      }}
    >
      <p>{t('session.confirm.body')}</p>
      {error !== undefined && <ErrorNotice error={error} />}
      <Form<Fields> form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="password"
          label={t('session.password')}
          rules={[{ required: true, message: t('session.needed') }]}
        >
          <Input.Password autoComplete="current-password" autoFocus maxLength={256} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
