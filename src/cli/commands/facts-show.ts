import { forPeople } from '../../domain/time.js';
import { ruleWord } from '../../i18n/rule-words.js';
import type { Confidence } from '../../policy/facts/facts.js';
import { withQueries } from '../access.js';
import { notRecordedText } from '../details-report.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';

const confidenceKey = (c: Confidence): `word.${Confidence}` => `word.${c}`;

export const factsShow: CommandSpec = {
  name: 'facts show',
  describe: 'cmd.facts.show',
  args: ['<clip>'],
  examples: ['facts show c_01J...', 'facts show c_01J... --json'],
  run: (command, [clip = '']) =>
    withQueries(command.dataDir, async (queries) => {
      const found = await queries.ask('facts.of', { clip });
      if (command.json) {
        printJson(command, found);
        return EXIT.ok;
      }
      const { t, language } = command;
      const zone = (await queries.status()).station.timezone;
      const { moments, flags, reasons, emergencyReport } = found.facts;
      const word = (id: string): string => ruleWord(id)[language];
      const told = (what: string, value: string, source: string, confidence: Confidence): void => {
        const said = { what, value, source, confidence: t(confidenceKey(confidence)) };
        line(command, printable(t('facts.line', said)));
      };
      for (const [moment, { at, source, confidence, within }] of Object.entries(moments)) {
        const to = within && forPeople(within.notAfter, zone);
        const when =
          to === undefined
            ? forPeople(at, zone)
            : within?.notBefore == null
              ? t('facts.notAfter', { to })
              : t('facts.between', { from: forPeople(within.notBefore, zone), to });
        told(word(moment), when, source, confidence);
      }
      for (const { flag, holds, source, confidence } of flags)
        told(word(flag), t(holds ? 'rules.yes' : 'rules.no'), source, confidence);
      for (const { reason, reference, source, confidence } of reasons)
        told(word(reason), reference ?? t('rules.yes'), source, confidence);
      if (found.notRecorded !== null) line(command, printable(notRecordedText(command, found.notRecorded)));
      if (emergencyReport !== null) line(command, printable(`${word('emergencyReport')}: ${emergencyReport}`));
      const said = [emergencyReport, found.notRecorded].some((one) => one !== null);
      if (Object.keys(moments).length <= 1 && !said && flags.length + reasons.length === 0)
        line(command, t('facts.nothing'));
      return EXIT.ok;
    }),
};
