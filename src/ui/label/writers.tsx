/** Others at the same labels. */
import type { ReactElement } from 'react';
import type { Writer } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';

export function Writers({ writers }: { readonly writers: readonly Writer[] }): ReactElement {
  const t = useText();
  return (
    <div className="writers" role="status">
      {writers.map(({ name, self, changed, clips }, i) => (
        <p key={i} className={changed ? 'changed' : ''}>
          {t(changed ? 'label.writer.changed' : 'label.writer.open', {
            who: self ? t('label.writer.self') : name,
            n: clips,
          })}
        </p>
      ))}
    </div>
  );
}
