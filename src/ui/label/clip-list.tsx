/** The recordings, activity by activity. The list has the focus, its options follow the keys. */
import { Button } from 'antd';
import { useEffect, useRef, type MouseEvent, type ReactElement } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { useText } from '../i18n/language.js';
import { minuteOf, shortSpan, timeOf } from '../lib/format.js';
import { lastIn } from '../lib/last.js';
import type { Group } from './groups.js';
import type { Selection } from './selection.js';

interface Props {
  readonly groups: readonly Group[];
  readonly selection: Selection;
  readonly drafts: ReadonlySet<string>;
  readonly choose: (id: string, how: 'only' | 'range' | 'toggle') => void;
  readonly chooseGroup: (group: Group) => void;
  readonly confirm: (group: Group) => void;
}

export function ClipList({ groups, selection, drafts, choose, chooseGroup, confirm }: Props): ReactElement {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  const { at } = selection;
  useEffect(() => {
    list.current?.querySelector('.clip.at')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className="clips">
      {groups.map((group) => (
        <section key={group.key} className="group" aria-label={titleOf(group)}>
          <header>
            <button
              type="button"
              onClick={() => {
                chooseGroup(group);
              }}
            >
              <strong>{group.kind === 'unplaced' ? t('label.unplaced') : titleOf(group)}</strong>
              <span>
                {t('label.group.sum', { n: group.clips.length, done: group.clips.filter(isDone).length })}
                {whoOf(group)}
              </span>
            </button>
            {group.kind === 'proposal' && group.clips.length > 1 && (
              <Button
                size="small"
                onClick={() => {
                  confirm(group);
                }}
              >
                {t('label.group.confirm')}
              </Button>
            )}
          </header>
          <div
            ref={group.clips.some((c) => c.id === at) ? list : undefined}
            role="listbox"
            aria-multiselectable="true"
            aria-label={titleOf(group)}
            tabIndex={group.clips.some((c) => c.id === at) ? 0 : -1}
            aria-activedescendant={group.clips.some((c) => c.id === at) ? (at ?? undefined) : undefined}
          >
            {group.clips.map((clip) => (
              <Row key={clip.id} clip={clip} selection={selection} draft={drafts.has(clip.id)} choose={choose} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

const isDone = (clip: ClipView): boolean => clip.label === 'complete';

function titleOf({ clips }: Group): string {
  const [first, last] = [clips[0], lastIn(clips)];
  if (first?.start == null) return '–';
  const end = last?.end ?? last?.start ?? first.start;
  return `${minuteOf(first.start)} – ${timeOf(end).slice(0, 5)}`;
}

function whoOf({ clips }: Group): string {
  const who = new Set(clips.map((c) => [c.owner, c.camera].filter((part) => part !== null).join(' ')));
  who.delete('');
  return who.size === 0 ? '' : ` · ${[...who].slice(0, 3).join('，')}`;
}

interface RowProps {
  readonly clip: ClipView;
  readonly selection: Selection;
  readonly draft: boolean;
  readonly choose: Props['choose'];
}

function Row({ clip, selection: { at, chosen }, draft, choose }: RowProps): ReactElement {
  const t = useText();
  const onClick = (event: MouseEvent): void => {
    choose(clip.id, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
  };
  return (
    <>
      {clip.gapBeforeMs !== null && (
        <div className="gap" role="presentation">
          {t('label.gap', { span: shortSpan(t, clip.gapBeforeMs) })}
        </div>
      )}
      <div
        id={clip.id}
        role="option"
        aria-selected={chosen.has(clip.id)}
        className={`clip${clip.id === at ? ' at' : ''}`}
        onMouseDown={(event) => {
          // Shift would mark text.
          if (event.shiftKey) event.preventDefault();
        }}
        onClick={onClick}
      >
        <span className="when">{clip.start === null ? t('unknown') : timeOf(clip.start)}</span>
        <span className="what">
          {t(`label.kind.${clip.kind}`)}
          {clip.durationMs === null ? '' : ` ${shortSpan(t, clip.durationMs)}`}
          {clip.important && <b title={t('label.important')}> ★</b>}
        </span>
        <span className={`labelled ${clip.label}`}>{t(`label.state.${clip.label}`)}</span>
        <span className="named">{clip.name ?? nameOf(clip)}</span>
        {draft && <span className="unsaved">{t('label.unsaved')}</span>}
      </div>
    </>
  );
}

export const nameOf = (clip: ClipView): string => clip.sourcePath.slice(clip.sourcePath.lastIndexOf('/') + 1);
