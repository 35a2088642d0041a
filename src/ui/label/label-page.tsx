/** 标注: recordings by activity on the left, one form in the middle, the clip itself on the right. */
import { App, Button, Segmented, Spin } from 'antd';
import { useMemo, useRef, useState, type ReactElement } from 'react';
import { act, ask } from '../api/client.js';
import { useText } from '../i18n/language.js';
import { lastIn, lastWhere } from '../lib/last.js';
import { goTo, usePlace } from '../router.js';
import { usePerson } from '../session/person-context.js';
import { bundled } from '../shell/bundled.js';
import { ErrorNotice } from '../shell/error-notice.js';
import { ClipFacts } from './clip-facts.js';
import { ClipList, nameOf } from './clip-list.js';
import { beginning, copied, goodsCopied, nextField, withText, type Draft } from './draft.js';
import { Drafts } from './drafts.js';
import type { Group } from './groups.js';
import type { Command } from './keys.js';
import { fieldId, LabelForm } from './label-form.js';
import { partsOf } from './name-parts.js';
import { NamePreview } from './name-preview.js';
import { Player, type PlayerHandle } from './player.js';
import { quickWords } from './quick-words.js';
import { Meanwhile } from './meanwhile.js';
import { moved, only, toggled, upTo, wholly } from './selection.js';
import { useClips, type Which } from './use-clips.js';
import { useDraft } from './use-draft.js';
import { useKeys } from './use-keys.js';
import { useName } from './use-name.js';
import { useSave } from './use-save.js';
import { useSelection } from './use-selection.js';
import { useWriters } from './use-writers.js';
import { Writers } from './writers.js';

const KeyHelp = bundled(() => import('./key-help.js'));

export default function LabelPage(): ReactElement {
  const t = useText();
  const { message } = App.useApp();
  const { id: person } = usePerson();
  const drafts = useMemo(() => new Drafts(person), [person]);
  const { query } = usePlace();
  const which: Which = query.get('list') === 'all' ? 'all' : 'todo';
  const listed = useClips(which, query.get('clip'));
  const { groups, clips, order } = listed;
  const [selection, choose] = useSelection(order, drafts, query.get('clip'));
  const { at, chosen } = selection;
  const { form, draft, error, change, forget, unsaved } = useDraft(at, drafts);
  const name = useName(at ?? '', form === undefined || draft === undefined ? null : partsOf(form, draft));
  const saving = useSave(drafts);
  const player = useRef<PlayerHandle>(null);
  const [help, setHelp] = useState(false);
  const clip = at === null ? undefined : clips.get(at);
  const writers = useWriters(
    useMemo(() => order.filter((id) => chosen.has(id)), [order, chosen]),
    at !== null && unsaved.has(at),
  );

  const save = async (): Promise<void> => {
    if (at === null || form === undefined || draft === undefined || saving.busy) return;
    const ids = order.filter((id) => chosen.has(id));
    if (!(await saving.save({ id: at, form, draft, change }, ids))) return;
    forget(ids);
    leaveField();
    const rest = order.slice(order.indexOf(lastIn(ids) ?? at) + 1).filter((id) => clips.get(id)?.label !== 'complete');
    const [next = lastIn(ids)] = rest;
    if (next !== undefined) choose(only(next));
    listed.again();
  };
  const copy = async (like: (draft: Draft, from: Draft) => Draft): Promise<void> => {
    if (form === undefined || draft === undefined || at === null) return;
    const before = lastWhere(order.slice(0, order.indexOf(at)), (id) => clips.get(id)?.label !== 'none');
    const [last] =
      drafts.last() !== undefined || before === undefined
        ? []
        : (await ask('label.history', { clip: before })).versions.slice(-1);
    const from = drafts.last() ?? (last && beginning(form, last));
    if (from === undefined) void message.info(t('label.copy.none'));
    else if (like === goodsCopied && from.goods.length === 0) void message.info(t('label.goods.none'));
    else change(like(draft, from));
  };
  const confirm = (group: Group): void => {
    act('activity.begin', { clips: group.clips.map((c) => c.id) }).then(
      () => {
        void message.success(t('label.group.confirmed'));
        listed.again();
      },
      (failure: unknown) => {
        void message.error(failure instanceof Error ? failure.message : String(failure));
      },
    );
  };
  const write = (): void => {
    const field = form && draft && nextField(form, draft);
    if (field !== undefined) document.getElementById(fieldId(field))?.focus();
  };
  const fill = (digit: number): void => {
    const quick = form && quickWords(form);
    const word = quick?.words[digit - 1];
    if (quick != null && word !== undefined && draft !== undefined) change(withText(draft, quick.field, word));
  };
  const run = (command: Command, digit: number): void => {
    const acts: Readonly<Record<Command, () => void>> = {
      next: () => {
        choose(moved(order, selection, 1, false));
      },
      previous: () => {
        choose(moved(order, selection, -1, false));
      },
      extendNext: () => {
        choose(moved(order, selection, 1, true));
      },
      extendPrevious: () => {
        choose(moved(order, selection, -1, true));
      },
      group: () => {
        const group = groups?.find((g) => g.clips.some((c) => c.id === at));
        if (group !== undefined) choose(wholly(group.clips.map((c) => c.id)));
      },
      write,
      leave: leaveField,
      save: () => void save(),
      copy: () => void copy(copied),
      play: () => player.current?.toggle(),
      back5: () => player.current?.skip(-5),
      forward5: () => player.current?.skip(5),
      frameBack: () => player.current?.step(-1),
      frameForward: () => player.current?.step(1),
      word: () => {
        fill(digit);
      },
      help: () => {
        setHelp(true);
      },
    };
    acts[command]();
  };
  useKeys(run);

  return (
    <section className="label">
      <header className="head">
        <h1>{t('label.title')}</h1>
        <Segmented<Which>
          aria-label={t('label.which')}
          value={which}
          options={(['todo', 'all'] as const).map((value) => ({ value, label: t(`label.which.${value}`) }))}
          onChange={(list) => {
            goTo('/label', { list });
          }}
        />
        <span className="grow" />
        <Button
          onClick={() => {
            setHelp(true);
          }}
        >
          {t('label.help')}
        </Button>
      </header>
      {listed.error !== undefined && <ErrorNotice error={listed.error} again={listed.again} />}
      {groups === undefined ? (
        listed.error === undefined && <Spin className="opening" />
      ) : order.length === 0 ? (
        <p className="empty">{t('label.empty')}</p>
      ) : (
        <div className="columns">
          <ClipList
            groups={groups}
            selection={selection}
            drafts={unsaved}
            confirm={confirm}
            choose={(id, how) => {
              choose(how === 'only' ? only(id) : how === 'range' ? upTo(order, selection, id) : toggled(selection, id));
            }}
            chooseGroup={(group) => {
              choose(wholly(group.clips.map((c) => c.id)));
            }}
          />
          <div className="form">
            <p className="about">
              <strong>{t('label.about', { n: chosen.size })}</strong> {clip === undefined ? '' : nameOf(clip)}
            </p>
            {error !== undefined && <ErrorNotice error={error} />}
            {saving.error !== undefined && <ErrorNotice error={saving.error} />}
            {writers.length > 0 && <Writers writers={writers} />}
            {saving.meanwhile?.clip === at && form !== undefined && draft !== undefined && (
              <Meanwhile form={form} draft={draft} latest={saving.meanwhile.latest} change={change} />
            )}
            {form !== undefined && draft !== undefined && (
              <LabelForm
                form={form}
                draft={draft}
                change={change}
                clips={chosen.size}
                copyGoods={() => void copy(goodsCopied)}
              />
            )}
            {name !== undefined && draft !== undefined && (
              <NamePreview
                answer={name}
                mend={(field, text) => {
                  change(withText(draft, field, text));
                }}
              />
            )}
            <footer>
              <Button type="primary" loading={saving.busy} disabled={draft === undefined} onClick={() => void save()}>
                {t('label.save')}
              </Button>
              <Button disabled={draft === undefined} onClick={() => void copy(copied)}>
                {t('label.copy')}
              </Button>
              {at !== null && unsaved.has(at) && (
                <Button
                  onClick={() => {
                    forget([at]);
                  }}
                >
                  {t('label.discard')}
                </Button>
              )}
            </footer>
          </div>
          <div className="player">
            {clip !== undefined && (
              <>
                <Player clip={clip} handle={player} />
                <ClipFacts clip={clip} />
              </>
            )}
          </div>
        </div>
      )}
      {help && (
        <KeyHelp
          close={() => {
            setHelp(false);
          }}
        />
      )}
    </section>
  );
}

function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
