/** The audit trail as a PDF, by the command and the daemon, read again with the tools that others have. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc, bwcJson, errorCode, scratch } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, configure, eventsOf, ingest, newStation } from '../support/station.js';

const run = (tool: string, ...args: string[]): string => execFileSync(tool, args, { encoding: 'utf8' });
/** In the order it was written, without the breaks of lines. */
const textOf = (pdf: string): string => run('pdftotext', '-raw', pdf, '-').replaceAll(/\s/g, '');

const PARTY = '某某（厦门）餐饮管理有限公司第一分公司';
const NOTE = `龘䶮𠮷 <script>"'&=1+1${'很长的说明'.repeat(60)}${'a'.repeat(400)}`;

describe('the audit trail of a clip', () => {
  it('TJ-01: comes through the daemon as a PDF in either language that says all of it', async () => {
    const { data, dir } = await newStation({ sm3: true });
    await ingest(data, folderOf(dir, { '现场\u202e😀.mp4': media('segment-1.mp4') }));
    const [clip] = await clipsOf(data);
    const { id = '', sha256 = '', sm3 = '' } = clip ?? {};
    await startDaemon(data);
    await bwcJson(['label', 'put', '--data', data, '--clip', id, '--party', PARTY, '--note', NOTE]);
    const out = scratch();
    for (const [language, words] of [
      ['zh', ['执法音像资料留痕清单', '思明中队', '入库后从磁盘回读', '标注', '导出留痕清单', '如何自行核验']],
      ['en', ['Audit trail of a recording', 'read back after it was stored', 'audit trail taken out', 'How to check']],
    ] as const) {
      const file = join(out, `留痕 ${language}.pdf`);
      const done = await bwc(['export', 'audit', id, '--out', file, '--lang', language, '--data', data]);
      expect(done.stderr).toBe('');
      expect(done.code).toBe(0);
      expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found');
      expect(run('pdffonts', file)).toMatch(/ yes yes yes /);
      const text = textOf(file);
      const events = await eventsOf(data, '--clip', id);
      expect(events.filter((e) => e.kind === 'clip.exported')).toHaveLength(language === 'zh' ? 1 : 2);
      for (const part of [
        ...[id, sha256, sm3 ?? '', PARTY, NOTE, '现场{U+202E}{U+1F600}.mp4'],
        ...events.flatMap((e) => [e.hash, String(e.seq)]),
        ...words,
      ])
        expect(text).toContain(part.replaceAll(/\s/g, ''));
      const pages = Number(/^Pages: +(\d+)$/m.exec(run('pdfinfo', file))?.[1]);
      expect(text).toContain(language === 'zh' ? `第1页，共${String(pages)}页` : `Page1of${String(pages)}`);
    }
  });

  it('is refused with what to install, before anything is on record, and is never half a file', async () => {
    const { data, dir } = await newStation({ font: '"/nowhere.ttf"' });
    await ingest(data, folderOf(dir, { 'a.mp4': media('segment-1.mp4') }));
    const [clip] = await clipsOf(data);
    const file = join(scratch(), 'a.pdf');
    const take = () => bwc(['export', 'audit', clip?.id ?? '', '--out', file, '--json', '--data', data]);
    const missing = await take();
    expect([missing.code === 0, errorCode(missing)]).toEqual([false, 'bwc.print.no_font']);
    expect(missing.stderr).toContain('fonts-noto-cjk');
    expect(await eventsOf(data, '--kind', 'clip.exported')).toEqual([]);
    configure(data, { font: JSON.stringify(join(data, 'config.toml')) });
    expect(errorCode(await take())).toBe('bwc.print.failed');
    expect(existsSync(file)).toBe(false);
  });
});
