import { resolve } from 'node:path';
import { BwcError, ERROR_CODES, type ErrorCode } from '../../domain/errors.js';
import type { VisitEvent } from '../../ingest/visit/visit-events.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { printJson } from '../io.js';
import type { CommandSpec } from '../program.js';
import { watchVisits } from '../watch-visits.js';

export const ingest: CommandSpec = {
  name: 'ingest',
  describe: 'cmd.ingest',
  args: ['<path>'],
  examples: ['ingest /mnt/card --data ./station', 'ingest ./footage --data ./station --json'],
  run: (command, [path = '']) =>
    withStation(command.dataDir, 'ingest', async (station) => {
      const events = station.ingest(resolve(command.cwd, path), whoAmI());
      const end = await watchVisits(
        { ...command, json: false, out: command.json ? () => undefined : command.out },
        events,
      );
      if (end?.type === 'refused') throw refusal(end);
      if (command.json)
        printJson(
          command,
          end === undefined || !('visit' in end)
            ? null
            : { ...(await station.queries.visit(end.visit)), ended: end.type },
        );
      return exitCode(end);
    }),
};

function exitCode(end: VisitEvent | undefined): ExitCode {
  if (end?.type !== 'closed') return EXIT.partial;
  if (end.outcome === 'failed') return EXIT.failed;
  return end.outcome === 'complete' ? EXIT.ok : EXIT.partial;
}

function refusal(event: Extract<VisitEvent, { type: 'refused' }>): BwcError {
  const known = ERROR_CODES.find((c: ErrorCode) => c === event.code) ?? 'bwc.device.refused';
  return new BwcError(known, event.reason, { root: event.root });
}
