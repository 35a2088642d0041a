/** A line of the ledger of cameras: given out, brought back, lost, found, faulty, repaired. */
import { AutoComplete, Checkbox, Form, Input } from 'antd';
import type { ReactElement } from 'react';
import type { CameraState } from '../../web/api-types.js';
import { act, ask } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useText } from '../i18n/language.js';
import { useRuleWord } from '../i18n/rule-word.js';
import { momentOf } from '../lib/moment.js';
import { usePerson } from '../session/person-context.js';
import { may, type Person } from '../session/session.js';
import { ActDialog } from '../session/act-dialog.js';
import { orNull, TextField } from './fields.js';
import { MomentField } from './moment-field.js';

export type Move = 'issue' | 'return' | 'lost' | 'found' | 'faulty' | 'repaired';

/** What can follow on what the ledger says, as far as this person may say it. */
export function movesOf(person: Person, { record, out, lost, faulty }: CameraState): readonly Move[] {
  const [gives, reports] = [may(person, 'camera.issue'), may(person, 'camera.report')];
  const moves: readonly (readonly [Move, boolean])[] = [
    ['issue', gives && record?.retired !== true && out === null && lost === null && faulty === null],
    ['return', gives && out !== null && lost === null],
    ['found', gives && lost !== null],
    ['repaired', gives && faulty !== null],
    ['lost', reports && lost === null],
    ['faulty', reports && faulty === null && lost === null],
  ];
  return moves.filter(([, can]) => can).map(([move]) => move);
}

/** What is looked at by eye before a camera goes out, where it cannot be read. */
const LOOKS = ['battery', 'storage', 'clock', 'overlay'] as const;

interface Fields {
  readonly officer?: string;
  readonly purpose?: string;
  readonly backBy?: string;
  readonly at?: string;
  readonly lookedAt?: (typeof LOOKS)[number][];
  readonly despite?: string;
  readonly nothing?: boolean;
  readonly reference?: string;
  readonly remark?: string;
}

interface Props {
  readonly state: CameraState;
  readonly move: Move;
  readonly close: () => void;
  readonly done: () => void;
}

export function MovementDialog({ state: { camera, out }, move, close, done }: Props): ReactElement {
  const t = useText();
  const name = camera.serial ?? camera.id;
  const officer = out?.officer ?? camera.officerNo;
  return (
    <ActDialog<Fields>
      title={t('cameras.move', { move: t(`cameras.${move}`), name })}
      initial={officer === null ? {} : { officer }}
      send={(fields) => send(camera.id, move, fields)}
      close={close}
      done={done}
    >
      {move !== 'found' && move !== 'repaired' && <OfficerField needed={move === 'issue'} />}
      {move === 'issue' && <IssueFields />}
      {move === 'return' && (
        <Form.Item name="nothing" valuePropName="checked">
          <Checkbox>{t('cameras.nothing')}</Checkbox>
        </Form.Item>
      )}
      {(move === 'lost' || move === 'faulty' || move === 'repaired') && (
        <TextField name="reference" label={t('cameras.reference')} />
      )}
      <MomentField name="at" label={t('cameras.at')} />
      <TextField name="remark" label={t('cameras.remark')} max={500} />
    </ActDialog>
  );
}

function IssueFields(): ReactElement {
  const t = useText();
  const word = useRuleWord();
  return (
    <>
      <TextField name="purpose" label={t('cameras.purpose')} />
      <MomentField name="backBy" label={t('cameras.backBy')} empty="nothing" />
      <Form.Item name="lookedAt" label={t('cameras.lookedAt')}>
        <Checkbox.Group options={LOOKS.map((value) => ({ value, label: word(value) }))} />
      </Form.Item>
      <TextField name="despite" label={t('cameras.despite')} max={500} extra={t('cameras.despite.hint')} />
    </>
  );
}

/** By number, so that what is recorded on the way is theirs. Whoever sees no people writes it. */
function OfficerField({ needed }: { readonly needed: boolean }): ReactElement {
  const t = useText();
  const people = useAnswer(
    (signal) => ask('person.list', {}, signal),
    may(usePerson(), 'people.see') ? 'people to give to' : null,
  );
  const options = (people.value ?? [])
    .filter((p) => p.numbers.length > 0)
    .map((p) => ({ value: p.numbers[0] ?? p.login, label: `${p.name}（${p.numbers[0] ?? ''}）` }));
  return (
    <Form.Item
      name="officer"
      label={t('cameras.officer')}
      rules={needed ? [{ required: true, whitespace: true, message: t('session.needed') }] : []}
    >
      <AutoComplete
        options={options}
        showSearch={{ filterOption: (part, option) => option?.label.includes(part) === true }}
      >
        <Input maxLength={60} />
      </AutoComplete>
    </Form.Item>
  );
}

function send(camera: string, move: Move, fields: Fields): Promise<unknown> {
  const about = { camera, at: momentOf(fields.at), remark: orNull(fields.remark) };
  const [officer, reference] = [orNull(fields.officer), orNull(fields.reference)];
  switch (move) {
    case 'issue':
      return act('camera.issue', {
        ...about,
        officer: officer ?? '',
        purpose: orNull(fields.purpose),
        backBy: momentOf(fields.backBy),
        lookedAt: fields.lookedAt ?? [],
        despite: orNull(fields.despite),
      });
    case 'return':
      return act('camera.return', { ...about, officer, recorded: fields.nothing === true ? false : null });
    case 'lost':
      return act('camera.lost', { ...about, officer, reference });
    case 'found':
      return act('camera.found', about);
    case 'faulty':
      return act('camera.faulty', { ...about, officer, reference });
    case 'repaired':
      return act('camera.repaired', { ...about, reference });
  }
}
