import { afterAll, describe, expect, it, vi } from 'vitest';
import { watchUsbHints } from '../../../src/device/usb/hints.js';

const listeners = new Map<string, () => void>();
const usb = {
  on: vi.fn((event: string, listener: () => void) => listeners.set(event, listener)),
  off: vi.fn((event: string) => listeners.delete(event)),
  unrefHotplugEvents: vi.fn(),
};
// Loaded when hints are asked for; other files share this process, and have the real one.
vi.doMock('usb', () => ({ usb }));
afterAll(() => {
  vi.doUnmock('usb');
});

describe('USB hints', () => {
  it('says "rescan now" on attach and detach, and keeps no process alive', async () => {
    const hint = vi.fn();
    const stop = watchUsbHints(hint);
    await expect.poll(() => usb.unrefHotplugEvents.mock.calls).toHaveLength(1);
    listeners.get('attach')?.();
    listeners.get('detach')?.();
    expect(hint).toHaveBeenCalledTimes(2);
    stop();
    expect(listeners.size).toBe(0);
    stop();
  });

  it('starts nothing when stopped before libusb was loaded', async () => {
    usb.on.mockClear();
    watchUsbHints(() => undefined)();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(usb.on).not.toHaveBeenCalled();
  });

  it('is silent where libusb cannot start', async () => {
    usb.on.mockImplementationOnce(() => {
      throw new Error('LIBUSB_ERROR_OTHER');
    });
    const hint = vi.fn();
    const stop = watchUsbHints(hint);
    await expect.poll(() => usb.on.mock.calls).toHaveLength(1);
    expect(stop).not.toThrow();
    expect(hint).not.toHaveBeenCalled();
  });
});
