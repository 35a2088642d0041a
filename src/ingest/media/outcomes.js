const MAX_REASON = 300;
export const unreadable = (reason) => ({
  state: 'unreadable',
  code: 'bwc.media.unreadable',
  reason: oneLine(reason, MAX_REASON),
});
export const unavailable = (reason) => ({
  state: 'unavailable',
  code: 'bwc.media.sandbox_unavailable',
  reason: oneLine(reason, MAX_REASON),
});
/** Text from a file or a tool, fit to be shown on one line: control characters become spaces, at most `max` long. */
export function oneLine(text, max) {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return flat.length <= max ? flat : `${flat.slice(0, max - 1).toWellFormed()}…`;
}
