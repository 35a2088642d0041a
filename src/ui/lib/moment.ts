/** Times that people type: `2026-03-01 08:09` by the station's clock. Pure. */
const TYPED = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;

/** China has kept one time all year since 1991. */
const OFFSET = '+08:00';

export const isTyped = (text: string): boolean => TYPED.test(text.trim());

/** As the API takes it; null for now, which is what an empty field says. */
export function momentOf(text: string | undefined): string | null {
  const [, day, minute] = TYPED.exec(text?.trim() ?? '') ?? [];
  return day === undefined || minute === undefined ? null : `${day}T${minute}:00${OFFSET}`;
}
