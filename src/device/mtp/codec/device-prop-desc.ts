/** The DevicePropDesc dataset (ISO 15740 13.3.3): a property's type, its value and which values it can have. */
import type { ByteReader } from './bytes.js';
import { ByteWriter } from './byte-writer.js';
import { leastValueBytes, readValue, writeValue, type PtpValue } from './data-values.js';
import { parseDataset, type Parsed } from './dataset.js';

export type PropForm =
  | { readonly kind: 'none' }
  | { readonly kind: 'range'; readonly min: PtpValue; readonly max: PtpValue; readonly step: PtpValue }
  | { readonly kind: 'enum'; readonly values: readonly PtpValue[] }
  /** A form of a later edition or of a vendor, kept as it came. */
  | { readonly kind: 'unknown'; readonly flag: number; readonly bytes: Uint8Array };

export interface DevicePropDesc {
  readonly propCode: number;
  readonly dataType: number;
  readonly writable: boolean;
  readonly factoryDefault: PtpValue;
  readonly current: PtpValue;
  readonly form: PropForm;
}

const FormFlag = { none: 0, range: 1, enum: 2 } as const;
const Access = { readOnly: 0, readWrite: 1 } as const;

function readForm(reader: ByteReader, dataType: number): PropForm {
  const flag = reader.u8();
  const value = (): PtpValue => readValue(reader, dataType);
  switch (flag) {
    case FormFlag.none:
      return { kind: 'none' };
    case FormFlag.range:
      return { kind: 'range', min: value(), max: value(), step: value() };
    case FormFlag.enum:
      return { kind: 'enum', values: reader.elements(reader.u16(), leastValueBytes(dataType), value) };
    default:
      return { kind: 'unknown', flag, bytes: reader.rest() };
  }
}

function writeForm(writer: ByteWriter, dataType: number, form: PropForm): void {
  switch (form.kind) {
    case 'none':
      writer.u8(FormFlag.none);
      return;
    case 'range':
      writer.u8(FormFlag.range);
      for (const value of [form.min, form.max, form.step]) writeValue(writer, dataType, value);
      return;
    case 'enum':
      writer.u8(FormFlag.enum).u16(form.values.length);
      for (const value of form.values) writeValue(writer, dataType, value);
      return;
    case 'unknown':
      writer.u8(form.flag).raw(form.bytes);
  }
}

/** @throws MtpFormatError, also for an unknown data type: where its values end cannot be known */
export const parseDevicePropDesc = (bytes: Uint8Array): Parsed<DevicePropDesc> =>
  parseDataset(bytes, (reader) => {
    const propCode = reader.u16();
    const dataType = reader.u16();
    return {
      propCode,
      dataType,
      // Whatever is not said to be writable is taken not to be.
      writable: reader.u8() === Access.readWrite,
      factoryDefault: readValue(reader, dataType),
      current: readValue(reader, dataType),
      form: readForm(reader, dataType),
    };
  });

export function encodeDevicePropDesc(desc: DevicePropDesc): Uint8Array {
  const writer = new ByteWriter()
    .u16(desc.propCode)
    .u16(desc.dataType)
    .u8(desc.writable ? Access.readWrite : Access.readOnly);
  writeValue(writer, desc.dataType, desc.factoryDefault);
  writeValue(writer, desc.dataType, desc.current);
  writeForm(writer, desc.dataType, desc.form);
  return writer.finish();
}
