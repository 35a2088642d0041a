/** The keys of the page, wherever the focus is, but for what belongs to a field, a button or a dialog. */
import { useEffect, useRef } from 'react';
import { commandOf, type Command } from './keys.js';

export function useKeys(run: (command: Command, digit: number) => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const element = target instanceof Element ? target : null;
      if (event.isComposing || element?.closest('[role=dialog], .ant-popover') != null) return;
      const found = commandOf(event, element?.matches('input, textarea, [contenteditable=true]') === true);
      if (found === null) return;
      // A button keeps its keys; a player has its own for playing.
      const own = event.key === ' ' || event.key === 'Enter';
      if (own && !event.ctrlKey && element?.matches('button, a, video, [role=tab], [role=radio]') === true) return;
      event.preventDefault();
      latest.current(found.command, found.digit);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
