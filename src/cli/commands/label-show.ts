import { forPeople } from '../../domain/time.js';
import { ruleWord } from '../../i18n/rule-words.js';
import type { LabelOnRecord } from '../../store/repositories/labels.js';
import { withQueries } from '../access.js';
import { goodsText, lackingText, serviceText } from '../details-report.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';

export const labelShow: CommandSpec = {
  name: 'label show',
  describe: 'cmd.label.show',
  args: ['<clip>'],
  examples: ['label show c_01J...', 'label show c_01J... --json'],
  run: (command, [clip = '']) =>
    withQueries(command.dataDir, async (queries) => {
      const history = await queries.ask('label.history', { clip });
      if (command.json) {
        printJson(command, history);
        return EXIT.ok;
      }
      const { t, language } = command;
      const zone = (await queries.status()).station.timezone;
      const { state, versions, names, originalName } = history;
      const missing = (state?.missing ?? []).map((f) => ruleWord(f)[language]).join(', ');
      if (state?.doneAt == null) line(command, t('label.missing', { clip: history.clip, fields: missing }));
      for (const one of state?.lacking ?? []) line(command, lackingText(command, one));
      line(command, printable(t('name.original', { name: originalName })));
      if (history.activity !== null) line(command, t('label.inActivity', { id: history.activity.activityId }));
      if (history.case !== null) line(command, t('label.inCase', { id: history.case.caseId }));
      for (const version of versions) {
        line(command, t('label.version', { n: version.version, at: forPeople(version.at, zone), by: version.by }));
        for (const text of describe(command, version)) line(command, `  ${printable(text)}`);
      }
      for (const n of names) line(command, printable(t('label.nameWas', { n: n.version, name: n.name ?? '—' })));
      return EXIT.ok;
    }),
};

function describe(command: Command, label: LabelOnRecord): string[] {
  const { language, t } = command;
  const of = (field: string, text: string): string => `${ruleWord(field)[language]}: ${text}`;
  const officers = label.officers.map((o) => (o.certificateNo === null ? o.name : `${o.name}（${o.certificateNo}）`));
  return [
    ...Object.entries(label.fields).map(([field, text]) => of(field, text)),
    ...(officers.length === 0 ? [] : [of('officers', officers.join('、'))]),
    ...(label.witnesses.length === 0 ? [] : [of('witnesses', label.witnesses.join('、'))]),
    ...label.goods.map((one) => goodsText(command, one)),
    ...label.services.map((one) => serviceText(command, one)),
    ...(label.partyStatus === null || label.partyStatus === 'named' ? [] : [of('party', label.partyStatus)]),
    ...(label.refusedToSign === null ? [] : [`${t('label.refused')}: ${label.refusedToSign ? 'yes' : 'no'}`]),
    ...label.secrecy.map((mark) => mark),
    ...(label.important === null ? [] : [of('important', label.important ? 'yes' : 'no')]),
    ...(label.caseId === null ? [] : [of('association', label.caseId)]),
    ...(label.noCaseNumber === null ? [] : [`${t('label.noCaseNumber')}: ${label.noCaseNumber}`]),
    ...(label.note === null ? [] : [`${t('label.note')}: ${label.note}`]),
  ];
}
