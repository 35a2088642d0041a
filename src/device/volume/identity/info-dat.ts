import { decodeText } from '../../text/decode.js';

/** The first line of `Info.dat`, split at `;`. Never throws. */
export const parseInfoDat = (bytes: Uint8Array): readonly string[] =>
  (decodeText(bytes).split(/\r\n|\n|\r/)[0] ?? '').split(';');
