/** An answer of the API that a page shows, asked for again whenever what it depends on changes. */
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Answer<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** Whether what is here is the answer to what is asked now. */
  readonly answered: boolean;
  readonly again: () => void;
}

/**
 * @param load is called again when `key` changes or `again` is called; the last answer stays until the next one is there
 * @param key what the answer depends on, as text; null where there is nothing to ask
 */
export function useAnswer<T>(load: (signal: AbortSignal) => Promise<T>, key: string | null): Answer<T> {
  const [state, setState] = useState<{ key: string | null; value: T | undefined; error: unknown; loading: boolean }>({
    key: null,
    value: undefined,
    error: undefined,
    loading: key !== null,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    latest.current(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setState({ key, value, error: undefined, loading: false });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setState((before) => ({ ...before, key, error, loading: false }));
      },
    );
    return () => {
      stop.abort();
    };
  }, [key, turn]);
  const again = useCallback(() => {
    setTurn((n) => n + 1);
  }, []);
  const answered = key !== null && state.key === key && !state.loading;
  return { value: state.value, error: state.error, loading: state.loading, answered, again };
}
