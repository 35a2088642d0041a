import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';
import { describeRetention } from '../retention-report.js';

export const retentionExplain: CommandSpec = {
  name: 'retention explain',
  describe: 'cmd.retention.explain',
  args: ['<clip>'],
  examples: ['retention explain c_01J...', 'retention explain c_01J... --json'],
  run: (command, [clip = '']) =>
    withQueries(command.dataDir, async (queries) => {
      const found = await queries.ask('retention.clip', { clip });
      if (command.json) printJson(command, found);
      else {
        const zone = (await queries.status()).station.timezone;
        for (const text of describeRetention(command, found, zone)) line(command, text);
      }
      return EXIT.ok;
    }),
};
