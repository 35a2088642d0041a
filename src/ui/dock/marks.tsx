/** A shape of its own for every state: colour alone tells nothing to one man in twelve, or from three metres. */
import type { ReactElement } from 'react';
import type { CardState } from './wall.js';

const SHAPES: Readonly<Record<CardState, ReactElement>> = {
  reading: <path d="M24 6a18 18 0 1 1-18 18M24 14v11l7 5" className="line" />,
  copying: <path d="M24 5v24m-11-10 11 11 11-11M6 41h36" className="line" />,
  checking: <path d="M10 6h28M10 42h28M13 6c0 12 22 24 22 36M35 6c0 12-22 24-22 36" className="line" />,
  erasing: <path d="M7 12h34M18 12V6h12v6M12 12l2 30h20l2-30M20 20v14M28 20v14" className="line" />,
  waiting: <path d="M16 9v30M32 9v30" className="line" />,
  safe: (
    <>
      <circle cx="24" cy="24" r="22" className="solid" />
      <path d="m13 25 8 8 15-17" className="cut" />
    </>
  ),
  incomplete: (
    <>
      <path d="M24 3 46 43H2Z" className="solid" />
      <path d="M24 17v10M24 36v1" className="cut" />
    </>
  ),
  fault: (
    <>
      <path d="M24 3 46 43H2Z" className="solid" />
      <path d="M24 17v10M24 36v1" className="cut" />
    </>
  ),
  cancelled: (
    <>
      <rect x="4" y="4" width="40" height="40" rx="4" className="solid" />
      <path d="M15 24h18" className="cut" />
    </>
  ),
  interrupted: <path d="M4 24h12M32 24h12M18 14l-4 20M34 14l-4 20" className="line" />,
  refused: (
    <>
      <path d="M15 2h18l13 13v18L33 46H15L2 33V15Z" className="solid" />
      <path d="m15 15 18 18M33 15 15 33" className="cut" />
    </>
  ),
};

export function Mark({ state }: { readonly state: CardState }): ReactElement {
  return (
    <svg className="mark" viewBox="0 0 48 48" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  );
}
