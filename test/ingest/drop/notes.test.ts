import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, isNote, noteFor, writeNote } from '../../../src/ingest/drop/notes.js';
import { tempFolder } from '../visit/support.js';

const clipIn = (dir: string): string => `${dir}/手机 1.mp4`;
const GBK = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]); // 张三

describe('a note that is written for a file', () => {
  it('is then its own', async () => {
    const dir = tempFolder();
    await writeNote(clipIn(dir), '拍摄人：张三');
    expect(await noteFor(clipIn(dir))).toEqual({ found: true, text: '拍摄人：张三' });
  });

  it('never takes the place of one that is there', async () => {
    const dir = tempFolder();
    writeFileSync(`${clipIn(dir)}.note.txt`, '张三');
    await expect(writeNote(clipIn(dir), '李四')).rejects.toMatchObject({ code: 'bwc.usage' });
    expect(await noteFor(clipIn(dir))).toEqual({ found: true, text: '张三' });
  });

  it('says where it could not be written', async () => {
    await expect(writeNote(`${tempFolder()}/gone/clip.mp4`, '张三')).rejects.toMatchObject({
      code: 'bwc.ingest.write_error',
    });
  });
});

describe('the note beside a file', () => {
  it('is its own before the folder’s, without the space around it', async () => {
    const dir = tempFolder();
    writeFileSync(`${dir}/note.txt`, ' for the folder\n');
    expect(await noteFor(clipIn(dir))).toEqual({ found: true, text: 'for the folder' });
    writeFileSync(`${clipIn(dir)}.note.txt`, '\n张三，自用手机\n\n');
    expect(await noteFor(clipIn(dir))).toEqual({ found: true, text: '张三，自用手机' });
  });

  it('may be UTF-8, with a mark or without, or GBK', async () => {
    const dir = tempFolder();
    const note = async (bytes: Uint8Array): Promise<unknown> => {
      writeFileSync(`${dir}/note.txt`, bytes);
      return noteFor(clipIn(dir));
    };
    expect(await note(GBK)).toEqual({ found: true, text: '张三' });
    expect(await note(Buffer.from('\ufeff张三'))).toEqual({ found: true, text: '张三' });
    expect(await note(Buffer.from([0x41, 0x81]))).toEqual({
      found: false,
      reason: 'note.txt is neither UTF-8 nor GBK text',
    });
  });

  it('is asked for by both names where there is none', async () => {
    const answer = await noteFor(clipIn(tempFolder()));
    expect(answer).toEqual({ found: false, reason: 'no note: put 手机 1.mp4.note.txt or note.txt beside it' });
  });

  it.each<[string, (file: string) => void, string]>([
    [
      'empty',
      (file) => {
        writeFileSync(file, ' \n\t');
      },
      'is empty',
    ],
    [
      'too long',
      (file) => {
        writeFileSync(file, 'x'.repeat(64 * 1024 + 1));
      },
      'is longer than 64 KiB',
    ],
    [
      'a folder',
      (file) => {
        mkdirSync(file);
      },
      'is no file',
    ],
    [
      'a symbolic link',
      (file) => {
        symlinkSync('/etc/passwd', file);
      },
      'cannot be read',
    ],
    [
      'a FIFO',
      (file) => {
        execFileSync('mkfifo', [file]);
      },
      'is no file',
    ],
  ])('that is %s is refused, and the folder’s does not stand in for it', async (_, make, reason) => {
    const dir = tempFolder();
    writeFileSync(`${dir}/note.txt`, 'for the folder');
    make(`${clipIn(dir)}.note.txt`);
    expect(await noteFor(clipIn(dir))).toEqual({ found: false, reason: `手机 1.mp4.note.txt ${reason}` });
  });

  it('of exactly 64 KiB is taken', async () => {
    const dir = tempFolder();
    writeFileSync(`${dir}/note.txt`, 'x'.repeat(64 * 1024));
    expect(await noteFor(clipIn(dir))).toMatchObject({ found: true });
  });

  it('cannot be beside a file whose name leaves no room for it', async () => {
    const dir = tempFolder();
    writeFileSync(`${dir}/note.txt`, 'for the folder');
    expect(await noteFor(`${dir}/${'x'.repeat(255)}`)).toEqual({ found: true, text: 'for the folder' });
  });
});

describe('telling notes from footage', () => {
  it.each([
    ['note.txt', true],
    ['/a/b/note.txt', true],
    ['/a/clip.mp4.note.txt', true],
    ['/a/notes.txt', false],
    ['/a/mynote.txt', false],
    ['/note.txt/clip.mp4', false],
    ['/a/clip.mp4', false],
  ])('%s: %s', (path, answer) => {
    expect(isNote(path)).toBe(answer);
  });

  it('decodes text and nothing else', () => {
    expect(decode(Buffer.from('abc'))).toBe('abc');
    expect(decode(GBK)).toBe('张三');
    expect(decode(Buffer.from([0x81]))).toBeUndefined();
  });
});
