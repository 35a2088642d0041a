import type { DROP as ZH } from '../zh/drop.js';

export const DROP: Readonly<Record<keyof typeof ZH, string>> = {
  'drop.title': 'Footage from phones and other recorders that waits for a note',
  'drop.noNote': 'Nobody has said where it comes from: it is not stored yet',
  'drop.write': 'Write the note',
  'drop.of': 'Where it comes from: {path}',
  'drop.who': 'Who took it (name, certificate)',
  'drop.device': 'With what',
  'drop.report': 'Number of the report (if any)',
  'drop.about': 'Why another device, and what it shows',
  'drop.others': 'The same for the other {n} {n|file|files} of this folder',
  'drop.told': 'The note is saved; the file is stored soon',
  'drop.line.who': 'Taken by: {text}',
  'drop.line.device': 'With: {text}',
  'drop.line.report': 'Report: {text}',
  'drop.line.about': 'Note: {text}',
};
