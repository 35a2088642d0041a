import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc, bwcJson, bwcProcess, errorCode, scratch } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, ingest, newStation, verify } from '../support/station.js';

const COMMANDS = [
  'init',
  'start',
  'status',
  'cameras',
  'visits',
  'clips',
  'show',
  'ingest',
  'events',
  'verify',
  'doctor',
  'demo',
  'cancel',
  'priority',
];

const threeFiles = (dir: string): string =>
  folderOf(dir, {
    '20260301_080000.mp4': media('segment-1.mp4'),
    '20260301_090000.m4a': media('sound.m4a'),
    '20260301_100000.jpg': media('photo.jpg'),
  });

describe('help', () => {
  it('lists every command', async () => {
    const { code, stdout } = await bwcProcess(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
  });

  it('of every command has examples, the exit codes and --data', async () => {
    for (const command of COMMANDS) {
      const { code, stdout, stderr } = await bwc([command, '--help']);
      expect([command, code, stderr]).toEqual([command, 0, '']);
      expect(stdout).toContain(`$ bwc ${command}`);
      expect(stdout).toContain('0 ok, 1 failed, 2 usage, 3 partial, 4 integrity, 5 daemon unreachable');
      expect(stdout).toContain('--data <dir>');
      expect(stdout).toContain('--json');
    }
  });

  it('speaks Chinese where nothing says otherwise, and English when asked', async () => {
    const chinese = await bwcProcess(['verify', '--help'], { env: { BWC_LANG: '' } });
    expect(chinese.stdout).toContain('示例：');
    const english = await bwcProcess(['verify', '--help', '--lang', 'en'], { env: { BWC_LANG: 'zh' } });
    expect(english.stdout).toContain('Examples:');
    const locale = await bwcProcess(['verify', '--help'], { env: { BWC_LANG: '', LANG: 'en_GB.UTF-8' } });
    expect(locale.stdout).toContain('Examples:');
  });
});

describe('what is wrong', () => {
  it('in the way it was asked ends with 2, and the text says how it is meant', async () => {
    const { data } = await newStation();
    const wrong: readonly (readonly [args: readonly string[], says: string])[] = [
      [['nonsense'], 'nonsense'],
      [['clips', '--frobnicate'], '--frobnicate'],
      [['ingest'], 'path'],
      [['clips', '--limit', '0'], '--limit'],
      [['clips', '--state', 'labelled'], 'verified'],
      [['clips', '--since', 'yesterday'], '2026-03-01'],
      [['verify', '--budget', 'soon'], '30m'],
      [['priority'], '--clear'],
    ];
    for (const [args, says] of wrong) {
      const { code, stdout, stderr } = await bwcProcess([...args, '--data', data]);
      expect([args, code, stdout]).toEqual([args, 2, '']);
      expect(stderr).toContain(says);
    }
    expect((await bwcProcess([])).code).toBe(2);
  });

  it('tells of a missing data directory in both languages, with the code and what to do', async () => {
    const data = join(scratch(), 'nothing');
    const english = await bwcProcess(['status', '--data', data]);
    expect(english.code).toBe(1);
    expect(english.stderr).toContain('bwc.data.missing');
    expect(english.stderr).toContain(data);
    expect(english.stderr).toContain('what to do');
    const chinese = await bwcProcess(['status', '--data', data, '--lang', 'zh']);
    expect(chinese.stderr).toContain('怎么办');
    expect(errorCode(await bwcProcess(['status', '--data', data, '--json']))).toBe('bwc.data.missing');
  });

  it('ends with 5 where a command needs the daemon and none runs', async () => {
    const { data } = await newStation();
    for (const args of [
      ['priority', 'usb:1-1'],
      ['cancel', 'v_1'],
    ]) {
      const answer = await bwcProcess([...args, '--data', data, '--json']);
      expect([answer.code, errorCode(answer)]).toEqual([5, 'bwc.daemon.unreachable']);
    }
  });

  it('ends with 1 for a clip, a visit or a folder that is not there', async () => {
    const { data, dir } = await newStation();
    for (const args of [
      ['show', 'c_1'],
      ['visits', 'v_1'],
    ]) {
      const answer = await bwcProcess([...args, '--data', data, '--json']);
      expect([answer.code, errorCode(answer)]).toEqual([1, 'bwc.store.not_found']);
    }
    const answer = await bwcProcess(['ingest', join(dir, 'nowhere'), '--data', data, '--json']);
    expect([answer.code, errorCode(answer)]).toEqual([1, 'bwc.ingest.source_missing']);
  });

  it('on a card ends with 3, and the text says that the card must not be cleared', async () => {
    const { data, dir } = await newStation();
    const card = folderOf(dir, { 'a.mp4': media('segment-1.mp4'), 'b.mp4': '' });
    execFileSync('truncate', ['-s', '1T', join(card, 'c.mp4')]);
    const partial = await bwcProcess(['ingest', card, '--data', data]);
    expect(partial.code).toBe(3);
    expect(partial.stdout).toContain('on camera 2, stored 1');
    expect(partial.stdout).toContain('unfinalised 1, failed 1');
    expect(partial.stdout).toContain('bwc.ingest.impossible_size');
    expect(partial.stdout).toContain('do not clear it');
    expect(partial.stdout).not.toContain('safe to remove');
  });
});

describe('--json', () => {
  it('is one document, with no daemon and with one, and both say the same', async () => {
    // A daemon would go on making previews, and the answers would tell of it.
    const { data, dir } = await newStation({ previews: false });
    const answer = await ingest(data, threeFiles(dir));
    expect(answer).toMatchObject({
      ended: 'closed',
      visit: { outcome: 'complete', safeToRemove: true, tally: { onCamera: 3, stored: 3 } },
    });
    const [first] = await clipsOf(data);
    const questions = [
      ['clips'],
      ['visits'],
      ['visits', answer.visit.id],
      ['cameras'],
      ['events'],
      ['show', first?.id ?? ''],
    ];
    const alone = await Promise.all(questions.map((q) => bwcJson([...q, '--data', data])));
    const daemon = await startDaemon(data);
    const served = await Promise.all(questions.map((q) => bwcJson([...q, '--data', data])));
    const after = (list: unknown): unknown[] =>
      (list as { kind: string }[]).filter((e) => e.kind !== 'station.started');
    expect(after(served[4])).toEqual(alone[4]);
    for (const i of [0, 1, 2, 3, 5]) expect(served[i], questions[i]?.join(' ')).toEqual(alone[i]);
    expect((await verify(data)).findings).toEqual([]);
    expect(await bwcJson(['status', '--data', data])).toMatchObject({ daemon: { pid: daemon.pid }, clips: 3 });
    expect(await bwcJson(['doctor', '--data', data])).toMatchObject({ ok: true });
    expect(await daemon.stop()).toBe(0);
  });

  it('of ingest through a daemon says what it says without one', async () => {
    const { data, dir } = await newStation();
    await startDaemon(data);
    const answer = await ingest(data, threeFiles(dir));
    expect(answer).toMatchObject({
      ended: 'closed',
      visit: { outcome: 'complete', slot: `hand:${join(dir, 'card')}`, tally: { stored: 3 } },
    });
    for (const clip of await clipsOf(data)) expect(clip.media.state).toBe('read');
  });

  it('never mixes progress into the document', async () => {
    const { data, dir } = await newStation();
    const { stdout, stderr, code } = await bwcProcess(['ingest', threeFiles(dir), '--data', data, '--json']);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    for (const line of stderr
      .trim()
      .split('\n')
      .filter((l) => l !== ''))
      expect(JSON.parse(line)).toMatchObject({ type: 'progress' });
  });
});

describe('a person reads', () => {
  it('tables in both languages, and a reader who leaves early is no error', async () => {
    const { data, dir } = await newStation();
    await ingest(data, threeFiles(dir));
    const [clip] = await clipsOf(data);
    const texts = {
      clips: '原路径',
      visits: '采集口',
      cameras: '介质',
      events: '操作者',
      status: '采集服务未运行',
      verify: '未发现问题',
      doctor: '检查',
    };
    for (const [command, word] of Object.entries(texts)) {
      const zh = await bwcProcess([command, '--data', data, '--lang', 'zh']);
      expect([command, zh.code, zh.stdout.includes(word)]).toEqual([command, 0, true]);
      expect(zh.stdout).not.toMatch(/\{\w+\}|undefined|\[object/);
    }
    const shown = await bwcProcess(['show', clip?.id ?? '', '--data', data]);
    expect(shown.stdout).toContain(clip?.sha256);
    expect(shown.stdout).toContain('clip.stored');
    expect(shown.stdout).toContain('station');
    const bySha = await bwcProcess(['show', clip?.sha256 ?? '', '--data', data]);
    expect(bySha.stdout).toBe(shown.stdout);
  });

  it('the directory from BWC_DATA, or the folder bwc-data', async () => {
    const dir = scratch();
    expect((await bwcProcess(['init'], { cwd: dir })).code).toBe(0);
    expect((await bwcProcess(['status'], { cwd: dir })).code).toBe(0);
    expect((await bwcProcess(['status'], { env: { BWC_DATA: join(dir, 'bwc-data') } })).code).toBe(0);
  });
});
