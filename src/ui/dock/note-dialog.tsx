/** Who took it, with what, under which report: the note without which footage from a phone is not taken in. */
import { App, Checkbox, Form, Input, Modal } from 'antd';
import type { ReactElement } from 'react';
import type { WaitingFile } from '../../web/api-types.js';
import { call } from '../api/client.js';
import { useText } from '../i18n/language.js';
import { live } from '../live/live.js';
import { useSubmit } from '../session/use-submit.js';
import { ErrorNotice } from '../shell/error-notice.js';

interface Fields {
  readonly who: string;
  readonly device: string;
  readonly report?: string;
  readonly about: string;
  readonly others?: boolean;
}

interface Props {
  readonly file: WaitingFile;
  /** Files of the same folder that wait for a note as well. */
  readonly others: readonly WaitingFile[];
  readonly close: () => void;
}

export default function NoteDialog({ file, others, close }: Props): ReactElement {
  const t = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const { submit, busy, error } = useSubmit(async (fields: Fields) => {
    const lines = [
      t('drop.line.who', { text: fields.who }),
      t('drop.line.device', { text: fields.device }),
      ...((fields.report ?? '') === '' ? [] : [t('drop.line.report', { text: fields.report ?? '' })]),
      t('drop.line.about', { text: fields.about }),
    ];
    for (const { folder, path } of [file, ...(fields.others === true ? others : [])])
      await call('POST', '/api/drop/notes', { folder, path, note: lines.join('\n') });
    live.look();
    void message.success(t('drop.told'));
    close();
  });
  const needed = [{ required: true, message: t('session.needed') }];
  return (
    <Modal
      open
      title={t('drop.of', { path: file.path })}
      onCancel={close}
      confirmLoading={busy}
      onOk={() => {
        form.submit();
      }}
    >
      {error !== undefined && <ErrorNotice error={error} />}
      <Form<Fields> form={form} layout="vertical" onFinish={submit}>
        <Form.Item name="who" label={t('drop.who')} rules={needed}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="device" label={t('drop.device')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="report" label={t('drop.report')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="about" label={t('drop.about')} rules={needed}>
          <Input.TextArea rows={2} maxLength={800} />
        </Form.Item>
        {others.length > 0 && (
          <Form.Item name="others" valuePropName="checked">
            <Checkbox>{t('drop.others', { n: others.length })}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
