/** What the keys do. */
import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { HELP } from './keys.js';

export default function KeyHelp({ close }: { readonly close: () => void }): ReactElement {
  const t = useText();
  return (
    <Modal open title={t('label.keys')} footer={null} onCancel={close}>
      <dl className="keys">
        {HELP.map(([command, keys]) => (
          <div key={command}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`label.key.${command}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
