/** What is shown when a page itself fails: never an empty screen, always a code to read over the phone. */
import { Button } from 'antd';
import { Component, useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { SpeechContext } from '../i18n/language.js';
import { useStore } from '../lib/store.js';
import { connection } from '../live/connection.js';

interface Props {
  readonly children: ReactNode;
  /** Of which page: part of the code. */
  readonly where: string;
}

export class ErrorBoundary extends Component<Props, { readonly failed: string | null }> {
  static override readonly contextType = SpeechContext;
  declare context: React.ContextType<typeof SpeechContext>;
  override state: { readonly failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.name : 'unknown' };
  }

  override componentDidUpdate(before: Props): void {
    if (before.where !== this.props.where && this.state.failed !== null) this.#again();
  }

  readonly #again = (): void => {
    this.setState({ failed: null });
  };

  override render(): ReactNode {
    const { failed } = this.state;
    return failed === null ? (
      this.props.children
    ) : (
      <Failed code={`ui${this.props.where}:${failed}`} again={this.#again} />
    );
  }
}

function Failed({ code, again }: { readonly code: string; readonly again: () => void }): ReactElement {
  const { up } = useStore(connection);
  const away = useRef(false);
  // What could not be had from a station that was away can be had from one that is back.
  useEffect(() => {
    if (up && away.current) again();
    away.current = !up;
  }, [up, again]);
  return (
    <SpeechContext.Consumer>
      {({ t }) => (
        <section className="failed" role="alert">
          <h1>{t('error.title')}</h1>
          <p>{t('error.body')}</p>
          <p className="code">{t('error.code', { code })}</p>
          <Button
            type="primary"
            onClick={() => {
              location.reload();
            }}
          >
            {t('error.reload')}
          </Button>
        </section>
      )}
    </SpeechContext.Consumer>
  );
}
