import { describe, expect, it } from 'vitest';
import { StandingMedia } from '../../src/ingest/standing-media.js';

const CARD = { id: 'mtp:1d6b:0100:TWIN', source: 'USB identity' };

describe('media that stand in slots', () => {
  it('are what their driver says while there is one of each', () => {
    const standing = new StandingMedia();
    expect(standing.stands('usb:1-1', CARD)).toEqual(CARD);
    // Seen again in its own slot: after a crash of whoever read it.
    expect(standing.stands('usb:1-1', CARD)).toEqual(CARD);
  });

  it('are told apart by their slot while a twin stands in another one', () => {
    const standing = new StandingMedia();
    standing.stands('usb:1-1', CARD);
    const twin = standing.stands('usb:1-2', CARD);
    expect(twin.id).toBe('mtp:1d6b:0100:TWIN at usb:1-2');
    expect(twin.source).toContain('another slot');
    expect(standing.stands('usb:1-3', CARD).id).toBe('mtp:1d6b:0100:TWIN at usb:1-3');
  });

  it('stay what they were called until they leave their slot', () => {
    const standing = new StandingMedia();
    standing.stands('usb:1-1', CARD);
    const twin = standing.stands('usb:1-2', CARD);
    expect(standing.stands('usb:1-1', CARD)).toEqual(CARD);
    standing.left('usb:1-1');
    expect(standing.stands('usb:1-2', CARD)).toEqual(twin);
  });

  it('are nobody’s twin once the other has left', () => {
    const standing = new StandingMedia();
    standing.stands('usb:1-1', CARD);
    standing.left('usb:1-1');
    expect(standing.stands('usb:1-2', CARD)).toEqual(CARD);
  });
});
