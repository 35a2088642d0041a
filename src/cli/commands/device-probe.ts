import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';
import type { ProbedDevice } from '../../station/probe-devices.js';

export const deviceProbe: CommandSpec = {
  name: 'device probe',
  describe: 'cmd.device.probe',
  options: [{ flags: '--redact', describe: 'device.redact' }],
  examples: ['device probe', 'device probe --redact --json > report.json'],
  run: async (command, _args, options) => {
    const { redact } = await import('../../device/mtp/probe.js');
    const { camerasConfig } = await import('../../station/cameras-config.js');
    const { probeDevices } = await import('../../station/probe-devices.js');
    const probed = (await probeDevices(camerasConfig(command.dataDir))).map((device): ProbedDevice =>
      options['redact'] === true && device.report !== null ? { ...device, report: redact(device.report) } : device,
    );
    if (command.json) printJson(command, probed);
    else if (probed.length === 0) line(command, command.t('device.none'));
    else for (const device of probed) for (const text of describe(device)) line(command, printable(text));
    return EXIT.ok;
  },
};

function* describe({ slot, label, treatment, report }: ProbedDevice): Generator<string> {
  yield `${slot}  ${label ?? '—'}`;
  yield treatment.recognised
    ? `  ✔ ${treatment.driver} / ${treatment.profile}: ${treatment.because}`
    : `  ✘ ${treatment.code}: ${treatment.reason}`;
  if (report === null) return;
  const { usb, mtp, problem } = report;
  yield `  USB ${usb.id} (${usb.release})  ${usb.manufacturer ?? '—'}  ${usb.product ?? '—'}  ${usb.serial ?? '—'}`;
  if (problem !== null) yield `  ✘ ${problem}`;
  if (mtp === null) return;
  yield `  MTP ${mtp.manufacturer} ${mtp.model} ${mtp.deviceVersion}  ${mtp.serialNumber}`;
  yield `  ${mtp.operations.join(' ')}`;
  for (const { name, value } of mtp.properties) yield `  ${name} = ${value}`;
  for (const s of mtp.storages) {
    yield `  ${s.id} ${s.description ?? '—'}: ${s.freeBytes ?? '?'} / ${s.capacityBytes ?? '?'} B, ${String(s.rootObjects)}`;
  }
}
