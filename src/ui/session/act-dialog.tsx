/** A form that puts something on record; where the station wants the password once more, that is asked for on top of it. */
import { App, Form, Modal, type FormInstance } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useText } from '../i18n/language.js';
import { confirmed } from './confirmed.js';
import { useSubmit } from './use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';

interface Props<F> {
  readonly title: string;
  /** The button's; "save" where nothing is said. */
  readonly verb?: string;
  /** What it means. */
  readonly body?: ReactNode;
  readonly initial?: Partial<F>;
  readonly send: (fields: F) => Promise<unknown>;
  readonly close: () => void;
  /** After it was put on record. */
  readonly done: () => void;
  readonly children: ReactNode | ((form: FormInstance<F>) => ReactNode);
}

export function ActDialog<F extends object>({
  title,
  verb,
  body,
  initial = {},
  send,
  close,
  done,
  children,
}: Props<F>): ReactElement {
  const t = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<F>();
  const { submit, busy, error } = useSubmit(async (fields: F) => {
    await confirmed(() => send(fields));
    void message.success(t('table.done'));
    close();
    done();
  });
  return (
    <Modal
      open
      style={{ top: 24 }}
      title={title}
      onCancel={close}
      confirmLoading={busy}
      okText={verb ?? t('table.save')}
      onOk={() => {
        form.submit();
      }}
    >
      {error !== undefined && <ErrorNotice error={error} />}
      {body}
      <Form<F> form={form} layout="vertical" onFinish={submit} initialValues={initial} className="act">
        {typeof children === 'function' ? children(form) : children}
      </Form>
    </Modal>
  );
}
