/** Why recording stopped, in one of the ways the rulebook takes. */
import { App, Form, Input, Modal, Select } from 'antd';
import type { ReactElement } from 'react';
import { act } from '../api/client.js';
import { useText } from '../i18n/language.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { useSubmit } from '../session/use-submit.js';
import type { Interruption } from './interruption-table.js';

type Kind = Interruption['wanted'][number][number];

interface Fields {
  readonly kind: Kind;
  readonly cause: string;
  readonly reference?: string;
}

export function ExplainDialog({
  row,
  close,
}: {
  readonly row: Interruption;
  readonly close: () => void;
}): ReactElement {
  const t = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const { submit, busy, error } = useSubmit(async ({ kind, cause, reference = '' }: Fields) => {
    const { activity, id: interruption } = row;
    const about = reference.trim() === '' ? null : reference.trim();
    await act('interruption.explain', { activity, interruption, kind, cause, reference: about });
    void message.success(t('gap.told'));
    close();
  });
  const kinds = [...new Set(row.wanted.flat())];
  const needed = [{ required: true, message: t('session.needed') }];
  return (
    <Modal
      open
      title={t('gap.explain')}
      onCancel={close}
      confirmLoading={busy}
      onOk={() => {
        form.submit();
      }}
    >
      {error !== undefined && <ErrorNotice error={error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={kinds[0] === undefined ? {} : { kind: kinds[0] }}
      >
        <Form.Item name="kind" label={t('gap.how')} rules={needed}>
          <Select options={kinds.map((value) => ({ value, label: t(`gap.how.${value}`) }))} />
        </Form.Item>
        <Form.Item name="cause" label={t('gap.cause')} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
        <Form.Item name="reference" label={t('gap.reference')}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
