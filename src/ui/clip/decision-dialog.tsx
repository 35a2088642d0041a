/** One decision about a clip, with its reason. */
import { App, Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { DISPOSAL_BAR_TEXTS } from '../../i18n/disposal-words.js';
import { act } from '../api/client.js';
import { useSpeech } from '../i18n/language.js';
import { ActDialog } from '../session/act-dialog.js';

export type Decision =
  | { readonly act: 'hold.place' | 'dispose.propose'; readonly clip: string }
  | { readonly act: 'hold.askRelease' | 'hold.consent' | 'hold.refuse'; readonly hold: string }
  | { readonly act: 'dispose.approve' | 'dispose.refuse'; readonly proposal: string };

interface Fields {
  readonly reason?: string;
  readonly reference?: string;
}

/** Consent needs no reason: it is to what was asked. */
const PLAIN: readonly Decision['act'][] = ['hold.consent', 'dispose.approve'];

interface Props {
  readonly decision: Decision;
  readonly close: (done: boolean) => void;
}

export function DecisionDialog({ decision, close }: Props): ReactElement {
  const { t, language } = useSpeech();
  const { modal } = App.useApp();
  const needed = [{ required: true, whitespace: true, message: t('session.needed') }];
  const send = async (fields: Fields): Promise<void> => {
    const barred = await decide(decision, fields);
    if (barred.length === 0) return;
    const content = barred.map((bar) =>
      bar in DISPOSAL_BAR_TEXTS ? DISPOSAL_BAR_TEXTS[bar as keyof typeof DISPOSAL_BAR_TEXTS][language] : bar,
    );
    void modal.warning({ title: t('decide.barred'), content: content.join(language === 'zh' ? '；' : '; ') });
  };
  return (
    <ActDialog<Fields>
      title={t(`decide.${decision.act}`)}
      verb={t(`decide.${decision.act}`)}
      body={<p>{t(`decide.${decision.act}.means`)}</p>}
      send={send}
      close={() => {
        close(false);
      }}
      done={() => {
        close(true);
      }}
    >
      {!PLAIN.includes(decision.act) && (
        <Form.Item name="reason" label={t('decide.reason')} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} autoFocus />
        </Form.Item>
      )}
      {decision.act === 'hold.place' && (
        <Form.Item name="reference" label={t('decide.reference')}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </ActDialog>
  );
}

/** @returns what barred it; empty where it is on record as decided */
async function decide(decision: Decision, { reason = '', reference = '' }: Fields): Promise<readonly string[]> {
  switch (decision.act) {
    case 'hold.place': {
      const subject = { kind: 'clip', id: decision.clip } as const;
      await act('hold.place', { subject, reason, reference: reference.trim() === '' ? null : reference.trim() });
      return [];
    }
    case 'hold.askRelease':
    case 'hold.refuse':
      await act(decision.act, { hold: decision.hold, reason });
      return [];
    case 'hold.consent':
      await act('hold.consent', { hold: decision.hold });
      return [];
    case 'dispose.propose':
      return (await act('dispose.propose', { clips: [decision.clip], reason })).barred.flatMap((b) => b.bars);
    case 'dispose.approve':
      return (await act('dispose.approve', { proposal: decision.proposal })).barred.flatMap((b) => b.bars);
    case 'dispose.refuse':
      await act('dispose.refuse', { proposal: decision.proposal, reason });
      return [];
  }
}
