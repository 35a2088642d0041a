/** Something to be put on record; where the station wants the password once more, it is asked for in the same dialog. */
import { Form, Input, Modal } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { useText } from '../i18n/language.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { confirmPassword } from './session.js';
import { useSubmit } from './use-submit.js';

interface Props<T> {
  readonly title: string;
  /** The button's. */
  readonly verb: string;
  /** What it means. */
  readonly body?: ReactNode;
  /** The form's items. */
  readonly children?: ReactNode;
  readonly send: (fields: T) => Promise<unknown>;
  /** @param done whether it is on record now */
  readonly close: (done: boolean) => void;
}

const CONFIRM = 'bwc.access.confirm';

/** Never a field of what is sent. */
const PASSWORD = 'passwordOnceMore';

export function ConfirmedDialog<T extends object>({
  title,
  verb,
  body,
  children,
  send,
  close,
}: Props<T>): ReactElement {
  const t = useText();
  const [form] = Form.useForm<Record<string, string>>();
  const [wanted, want] = useState(false);
  const { submit, busy, error } = useSubmit(async ({ [PASSWORD]: password, ...fields }: Record<string, string>) => {
    if (password !== undefined) await confirmPassword(password);
    try {
      await send(fields as T);
    } catch (refused) {
      if (!(refused instanceof ApiError) || refused.code !== CONFIRM) throw refused;
      want(true);
      return;
    }
    close(true);
  });
  const needed = [{ required: true, message: t('session.needed') }];
  return (
    <Modal
      open
      title={title}
      okText={verb}
      confirmLoading={busy}
      onCancel={() => {
        close(false);
      }}
      onOk={() => {
        form.submit();
      }}
    >
      {error !== undefined && <ErrorNotice error={error} />}
      {body}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        {children}
        {wanted && (
          <Form.Item name={PASSWORD} label={t('session.confirm')} extra={t('session.confirm.why')} rules={needed}>
            <Input.Password autoComplete="current-password" autoFocus maxLength={256} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
