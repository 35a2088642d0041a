import type { VendorHostCandidate } from '../driver.js';

/** The dock candidate of a device in host mode. It has no medium and no file system yet: those come with its disk. */
export const vendorHostCandidate = (
  device: Pick<VendorHostCandidate, 'slot' | 'vendorId' | 'productId' | 'product'>,
): VendorHostCandidate => ({
  kind: 'vendor-host',
  ...device,
  root: device.slot,
  label: device.product,
  mediumHint: null,
  fileSystem: null,
  readOnly: null,
});
