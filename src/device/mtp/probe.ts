/** What a plugged-in device says of itself, in one report: read only, and nothing of what lies on it. */
import { createHash } from 'node:crypto';
import { messageOf } from '../../domain/errors.js';
import type { UsbCandidate } from '../driver.js';
import type { Timing } from '../usb/timing.js';
import { usbId } from '../usb/usb-device.js';
import type { UsbHost } from '../usb/usb-host.js';
import { type DevicePropDesc, parseDevicePropDesc } from './codec/device-prop-desc.js';
import { devicePropName } from './codec/device-props.js';
import { eventName } from './codec/events.js';
import { formatName } from './codec/formats.js';
import { OperationCode, operationName } from './codec/operations.js';
import { isRefusal } from './link-error.js';
import { MtpLink } from './link.js';
import { childHandles, ROOT } from './objects.js';
import type { Quirks } from './quirks.js';
import { readStorages } from './storages.js';
import type { MtpSession } from './session.js';

export interface ProbeReport {
  readonly usb: {
    readonly id: string;
    readonly release: string;
    readonly port: string;
    readonly manufacturer: string | null;
    readonly product: string | null;
    readonly serial: string | null;
    readonly interface: UsbCandidate['device']['interface'];
  };
  /** Null where the device could not be asked; then `problem` says why. */
  readonly mtp: {
    readonly manufacturer: string;
    readonly model: string;
    readonly deviceVersion: string;
    readonly serialNumber: string;
    readonly vendorExtension: string;
    readonly operations: readonly string[];
    readonly events: readonly string[];
    readonly formats: readonly string[];
    readonly properties: readonly { readonly name: string; readonly value: string; readonly form: string }[];
    readonly storages: readonly {
      readonly id: string;
      readonly description: string | null;
      readonly capacityBytes: string | null;
      readonly freeBytes: string | null;
      readonly access: number | null;
      /** Objects directly in its root, or why they could not be counted. */
      readonly rootObjects: number | string;
    }[];
  } | null;
  readonly problem: string | null;
}

export interface ProbeTools {
  readonly host: UsbHost;
  readonly timing: Timing;
  readonly quirks: Quirks;
}

/** Never throws: what fails is part of the report. */
export async function probeMtp({ device }: UsbCandidate, { host, timing, quirks }: ProbeTools): Promise<ProbeReport> {
  const usb = {
    id: usbId(device),
    release: device.release.toString(16).padStart(4, '0'),
    port: device.port,
    manufacturer: device.manufacturer,
    product: device.product,
    serial: device.serial,
    interface: device.interface,
  };
  const link = new MtpLink({
    connect: () => host.connect(device),
    timing,
    quirks,
    permitted: [],
    onRecovery: () => undefined,
  });
  try {
    return { usb, mtp: await link.use((session) => ask(session, timing, quirks)), problem: null };
  } catch (error) {
    return { usb, mtp: null, problem: messageOf(error) };
  } finally {
    await link.close().catch(() => undefined);
  }
}

async function ask(session: MtpSession, timing: Timing, quirks: Quirks): Promise<NonNullable<ProbeReport['mtp']>> {
  const info = await session.deviceInfo();
  const storages = [];
  for (const { id, info: storage } of await readStorages(session, timing, quirks.settleMs)) {
    storages.push({
      id: `0x${id.toString(16).padStart(8, '0')}`,
      description: storage?.description ?? null,
      capacityBytes: storage?.maxCapacityBytes.toString() ?? null,
      freeBytes: storage?.freeSpaceBytes.toString() ?? null,
      access: storage?.accessCapability ?? null,
      rootObjects: await refusalAsText(async () => (await childHandles(session, id, ROOT, quirks)).handles.length),
    });
  }
  const properties = [];
  for (const code of info.devicePropertiesSupported) {
    const desc = await refusalAsText(async () =>
      parseDevicePropDesc(await session.read(OperationCode.GetDevicePropDesc, [code])),
    );
    const name = devicePropName(code);
    if (typeof desc === 'string') properties.push({ name, value: desc, form: '' });
    else properties.push({ name, value: valueText(desc), form: desc.form.kind });
  }
  return {
    manufacturer: info.manufacturer,
    model: info.model,
    deviceVersion: info.deviceVersion,
    serialNumber: info.serialNumber,
    vendorExtension: info.vendorExtensionDesc,
    operations: info.operationsSupported.map(operationName),
    events: info.eventsSupported.map(eventName),
    formats: info.playbackFormats.map(formatName),
    properties,
    storages,
  };
}

const MOST_VALUE_CHARS = 80;

function valueText({ current }: DevicePropDesc): string {
  const text = typeof current === 'object' ? `${String(current.length)} elements` : String(current);
  return text.slice(0, MOST_VALUE_CHARS);
}

async function refusalAsText<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) return error.message;
    throw error;
  }
}

/** For a report that goes to strangers: serial numbers become short digests, names given by people go. */
export function redact(report: ProbeReport): ProbeReport {
  const { usb, mtp } = report;
  const hidden = (text: string): string =>
    text === '' ? '' : `redacted-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  return {
    ...report,
    usb: { ...usb, serial: usb.serial === null ? null : hidden(usb.serial) },
    mtp:
      mtp === null
        ? null
        : {
            ...mtp,
            serialNumber: hidden(mtp.serialNumber),
            properties: mtp.properties.map((p) =>
              /Friendly|Partner|Owner|Artist/i.test(p.name) ? { ...p, value: hidden(p.value) } : p,
            ),
          },
  };
}
