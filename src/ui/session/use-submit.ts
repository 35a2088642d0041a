import { useCallback, useRef, useState } from 'react';

export interface Submit<T> {
  readonly submit: (value: T) => void;
  readonly busy: boolean;
  readonly error: unknown;
}

/** Sends a form: once at a time, with the error of the last time. */
export function useSubmit<T>(send: (value: T) => Promise<unknown>): Submit<T> {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined });
  const under = useRef(false);
  const submit = useCallback(
    (value: T) => {
      if (under.current) return;
      under.current = true;
      setState({ busy: true, error: undefined });
      send(value)
        .then(
          () => {
            setState({ busy: false, error: undefined });
          },
          (error: unknown) => {
            setState({ busy: false, error });
          },
        )
        .finally(() => {
          under.current = false;
        });
    },
    [send],
  );
  return { submit, ...state };
}
