/** Says "rescan now" when something is plugged into or pulled out of USB. The rescan is the truth; this only hurries it. */
import type { usb as UsbModule } from 'usb';

/** `onHint` may be called any number of times, also for things that are no cameras. Never throws; answers how to stop. */
export function watchUsbHints(onHint: () => void): () => void {
  let stopped = false;
  let usb: typeof UsbModule | undefined;
  const start = async (): Promise<void> => {
    // Loaded on first use: where libusb cannot start (no USB in a container) the rescan timer alone must do.
    const loaded = (await import('usb')).usb;
    if (stopped) return;
    loaded.on('attach', onHint);
    loaded.on('detach', onHint);
    loaded.unrefHotplugEvents();
    usb = loaded;
  };
  start().catch(() => undefined);
  return () => {
    stopped = true;
    usb?.off('attach', onHint);
    usb?.off('detach', onHint);
    usb = undefined;
  };
}
