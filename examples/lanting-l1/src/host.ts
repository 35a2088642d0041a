/** The Lanting H2 (host interface): first talked to, then a disk. The least a camera of GA/T 947.4 can have. */
import {
  answerOf,
  type CallLimits,
  DeviceError,
  type HostInterface,
  parseRecognitionCode,
  parseZfyInfo,
  scanUsbIds,
  type Secret,
  type VendorHostKind,
} from 'bwc-station/device';

/** One command and its answer, whatever carries it: a bulk transfer, a SCSI command, a line over TCP. */
export interface Wire {
  send(command: number, payload: Uint8Array, limits: CallLimits): Promise<{ code: number; data: Uint8Array }>;
  close(): Promise<void>;
}

export const COMMAND = { init: 1, info: 2, disk: 3 } as const;

export function lantingHost(wire: Wire): HostInterface {
  const ask = async (command: number, password: Secret | null, limits: CallLimits): ReturnType<Wire['send']> => {
    if (limits.signal.aborted) throw new DeviceError('bwc.device.timeout', 'called off');
    // The only place where the password becomes text; nothing keeps it.
    return wire.send(command, Buffer.from(password?.reveal() ?? '', 'latin1'), limits);
  };
  const no = { idCode: false, writeInfo: false, clockSet: false, resolution: false, battery: false } as const;
  return {
    capabilities: { ...no, clockRead: false, diskSpace: false, info: true },
    initDevice: async (limits) => {
      const { code, data } = await ask(COMMAND.init, null, limits);
      return answerOf('Init_Device', code, () => parseRecognitionCode(data));
    },
    getZfyInfo: async (password, limits) => {
      const { code, data } = await ask(COMMAND.info, password, limits);
      return answerOf('GetZFYInfo', code, () => parseZfyInfo(data));
    },
    setMsdc: async (password, limits) => {
      const { code } = await ask(COMMAND.disk, password, limits);
      return answerOf('SetMSDC', code, () => null);
    },
    close: () => wire.close(),
  };
}

export const lantingKind = (connect: (slot: string) => Promise<Wire>): VendorHostKind => ({
  id: 'vendor:lanting',
  scan: () => scanUsbIds([[0x1209, 0x0002]]),
  recognise: ({ vendorId, productId }) =>
    vendorId === 0x1209 && productId === 0x0002
      ? { recognised: true, profile: 'lanting-h2', because: 'USB 1209:0002', specificity: 80 }
      : { recognised: false, reason: 'no Lanting H2' },
  connect: async ({ slot }) => lantingHost(await connect(slot)),
});
