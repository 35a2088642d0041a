/** A page in a bundle of its own. */
import { Spin } from 'antd';
import type { ComponentType, ReactElement } from 'react';
import { useText } from '../i18n/language.js';
import { bundled } from '../shell/bundled.js';

export const page = (load: () => Promise<{ readonly default: ComponentType }>): ComponentType =>
  bundled(load, <Opening />);

function Opening(): ReactElement {
  const t = useText();
  return <Spin className="opening" description={t('app.loading')} />;
}
