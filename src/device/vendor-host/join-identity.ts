/** Who a camera is by what it said in host mode and what stands on its disk. Pure. */
import type { CameraIdentity } from '../../domain/camera.js';
import { HOST_SOURCE } from './zfy-info.js';

const FIELDS = ['serial', 'officerNo', 'officerName', 'unitNo', 'unitName', 'model', 'firmware'] as const;

/** The host's record holds; the disk fills what it leaves open, and is named as a source where it did. */
export function joinIdentity(host: CameraIdentity, disk: CameraIdentity): CameraIdentity {
  const filled = FIELDS.filter((field) => host[field] === null && disk[field] !== null);
  if (filled.length === 0) return host;
  const source = host.source.includes(disk.source) ? host.source : `${host.source}, ${disk.source}`;
  return { ...host, ...Object.fromEntries(filled.map((field) => [field, disk[field]])), source };
}

/** Whether the camera itself said so, by the record of GA/T 947.4. */
export const saidInHostMode = ({ source }: CameraIdentity): boolean => source.startsWith(HOST_SOURCE);
