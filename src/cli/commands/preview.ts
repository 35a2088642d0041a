import type { PreviewView } from '../../domain/preview.js';
import { withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, durationText, printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';

export const preview: CommandSpec = {
  name: 'preview',
  describe: 'cmd.preview',
  args: ['<clip>'],
  examples: ['preview c_01J...', 'preview c_01J... --json'],
  run: (command, [id = '']) =>
    withStation(command.dataDir, 'preview', async (station) => {
      const view = await station.preview(id);
      if (command.json) printJson(command, { preview: view });
      else for (const text of describePreview(command, view)) line(command, text);
      return view.state === 'failed' ? EXIT.failed : EXIT.ok;
    }),
};

/** What there is to look at of a clip; nothing where nothing can be made of it. */
export function describePreview({ t }: Command, { state, reason, files }: PreviewView): string[] {
  if (state === null) return [];
  const why = reason === null ? '' : ` (${printable(reason)})`;
  return [
    `${t('preview.is')} ${t(`preview.${state}`)}${why}`,
    ...files.map(({ role, type, width, height, durationMs, bytes }) =>
      [
        ...['       ', role, type],
        ...(width === null || height === null ? [] : [`${String(width)}x${String(height)}`]),
        ...(durationMs === null ? [] : [durationText(durationMs)]),
        bytesText(bytes),
      ].join('  '),
    ),
  ];
}
