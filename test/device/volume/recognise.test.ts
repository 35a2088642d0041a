import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CameraIdentity } from '../../../src/domain/camera.js';
import type { Camera } from '../../../src/device/camera.js';
import type { Recognition } from '../../../src/device/driver.js';
import { loadProfiles } from '../../../src/device/profiles/load-profiles.js';
import { createFaultyIo } from '../../../src/device/testing/index.js';
import { nodeIo } from '../../../src/device/volume/node-io.js';
import { createVolumeDriver } from '../../../src/device/volume/volume-driver.js';
import { candidateAt, tempFolder } from '../support.js';

type Tree = Readonly<Record<string, string | Buffer>>;

async function card(tree: Tree, label?: string) {
  const root = await tempFolder();
  for (const [at, content] of Object.entries(tree)) {
    mkdirSync(path.dirname(`${root}/${at}`), { recursive: true });
    writeFileSync(`${root}/${at}`, content);
  }
  return candidateAt(root, label === undefined ? {} : { label });
}

const recognise = async (tree: Tree, label?: string): Promise<Recognition> =>
  createVolumeDriver().recognise(await card(tree, label));

async function open(tree: Tree, label?: string): Promise<Camera> {
  const candidate = await card(tree, label);
  const driver = createVolumeDriver();
  const answer = await driver.recognise(candidate);
  if (!answer.recognised) throw new Error(answer.reason);
  return driver.open(candidate, answer.profile);
}

const identify = async (tree: Tree, label?: string): Promise<CameraIdentity> => (await open(tree, label)).identify();

const DSJ = (serial: string, officer: string, time: string): string =>
  `DCIM/Video/2026-06-19/DSJ_${serial}_${officer}_20260619_${time}.mp4`;

describe('recognising a camera by its layout', () => {
  it.each<[string, Tree, string | undefined, string]>([
    ['L1 in upper case', { 'PARAM.INI': '[ZFY]\nDevNo=1' }, undefined, 'l1-param-ini'],
    ['L1 in lower case, other group', { 'param.ini': '[zhy]\nDevNo=1' }, undefined, 'l1-param-ini'],
    ['L1 mixed case', { 'Param.ini': '[ZFY]\nDevNo=1' }, undefined, 'l1-param-ini'],
    ['L2', { 'DCIM/100MEDIA/Info.dat': 'D;x;000001' }, undefined, 'l2-jy-info-dat'],
    ['L3', { 'DCIM/Movie/a': '', 'DCIM/Photo/b': '' }, undefined, 'l3-novatek'],
    ['L4', { 'MISC/settings.json': '{"info":{"serial-number":"B"}}' }, undefined, 'l4-bc300'],
    ['L5', { 'files/data/x': '' }, 'CAM01', 'l5-tecsar'],
    ['L6 by names', { [DSJ('A', '000000', '100324')]: '' }, undefined, 'l6-dsj-android'],
    ['L6 by folders', { 'DCIM/Video/a': '', 'DCIM/Image/a': '', 'DCIM/Audio/a': '' }, undefined, 'l6-dsj-android'],
    ['L9', { 'station_bind.ini': '[binding]\nrecorder_serial=1' }, undefined, 'l9-station-bind'],
    [
      'the firmware’s own layout before a binding some station wrote',
      { 'station_bind.ini': '[binding]', 'PARAM.INI': '[ZFY]' },
      undefined,
      'l1-param-ini',
    ],
  ])('%s', async (_, tree, label, profile) => {
    expect(await recognise(tree, label)).toMatchObject({ recognised: true, profile });
  });

  it('says why', async () => {
    expect(await recognise({ 'PARAM.INI': '[ZFY]' })).toMatchObject({ because: 'PARAM.INI with [ZFY] or [ZHY]' });
  });

  it.each<[string, Tree, string | undefined]>([
    ['a plain USB stick', { 'report.docx': '', 'DCIM/100MEDIA/IMG_0001.JPG': 'x' }, undefined],
    ['a PARAM.INI of something else', { 'PARAM.INI': '[Printer]\nDevNo=1' }, undefined],
    ['a PARAM.INI too large to be one', { 'PARAM.INI': `[ZFY]\n${'x'.repeat(70_000)}` }, undefined],
    ['the right label without the folder', { 'DCIM/x': '' }, 'CAM01'],
    ['the right folder without the label', { 'files/data/x': '' }, 'BACKUP'],
    ['settings.json that is not JSON', { 'MISC/settings.json': '{"info":' }, undefined],
    ['an empty card', {}, undefined],
  ])('refuses %s', async (_, tree, label) => {
    const answer = await recognise(tree, label);
    expect(answer).toMatchObject({ recognised: false });
    expect(answer.recognised ? '' : answer.reason).toMatch(/^no profile matches; looked for PARAM\.INI/);
  });

  it('does not follow a link to an identity file', async () => {
    const candidate = await card({ 'x/y': '' });
    writeFileSync(`${candidate.root}/x/real`, '[ZFY]\nDevNo=1');
    symlinkSync('x/real', `${candidate.root}/PARAM.INI`);
    expect(await createVolumeDriver().recognise(candidate)).toMatchObject({ recognised: false });
  });

  it('refuses to choose between two profiles of the same specificity', async () => {
    const [l1] = loadProfiles();
    if (l1 === undefined) throw new Error('no profiles');
    const driver = createVolumeDriver({ profiles: [l1, { ...l1, id: 'twin' }] });
    await expect(driver.recognise(await card({ 'PARAM.INI': '[ZFY]' }))).rejects.toMatchObject({
      code: 'bwc.device.ambiguous',
      details: { profiles: 'l1-param-ini, twin' },
    });
  });

  it('does not take an unreadable identity file for "no camera"', async () => {
    const { io } = createFaultyIo(nodeIo, { faults: [{ kind: 'eio', path: 'PARAM.INI', at: 0 }] });
    await expect(createVolumeDriver({ io }).recognise(await card({ 'PARAM.INI': '[ZFY]' }))).rejects.toThrow('EIO');
  });

  it('opens only profiles it has', async () => {
    const candidate = await card({});
    await expect(createVolumeDriver().open(candidate, 'l7')).rejects.toMatchObject({ code: 'bwc.device.refused' });
  });
});

describe('identity of a camera', () => {
  const unknown = { officerName: null, unitNo: null, unitName: null, model: null, firmware: null };

  it('comes from PARAM.INI, in UTF-8 and in GBK, named as it is written', async () => {
    // [ZFY] DevNo=7654321 PolNo=012345 UserName=张三 CorpName=城管中队, in GBK
    const gbk = readFileSync('fixtures/cameras/l1-gbk/PARAM.INI');
    const utf8 = '[ZFY]\r\nDevNo=7654321\r\nPolNo=012345\r\nUserName=张三\r\nCorpName=城管中队\r\n';
    const expected = {
      ...unknown,
      serial: '7654321',
      officerNo: '012345',
      officerName: '张三',
      unitName: '城管中队',
      source: 'param.ini',
    };
    expect(await identify({ 'param.ini': utf8 })).toEqual(expected);
    expect(await identify({ 'param.ini': gbk })).toEqual(expected);
  });

  it('is null where PARAM.INI says nothing, and officer 000000 is nobody', async () => {
    expect(await identify({ 'PARAM.INI': '[ZHY]\nDevNo=\nPolNo=000000\n' })).toMatchObject({
      serial: null,
      officerNo: null,
      officerName: null,
    });
  });

  it('comes from Info.dat, settings.json, the label and the binding file', async () => {
    expect(await identify({ 'DCIM/100MEDIA/info.DAT': 'D77;x;000123;\r\n' })).toEqual({
      ...unknown,
      serial: 'D77',
      officerNo: '000123',
      source: 'DCIM/100MEDIA/info.DAT',
    });
    expect(await identify({ 'MISC/settings.json': '{"info":{"serial-number":"BC-1"}}' })).toMatchObject({
      serial: 'BC-1',
      source: 'MISC/settings.json',
    });
    expect(await identify({ 'files/data/x': '' }, 'CAM03')).toMatchObject({ serial: 'CAM03', source: 'volume label' });
    const binding =
      '[binding]\nrecorder_serial=R-001\nrecorder_model=M1\nuser_no=zhang\ndept_code=G1\ndept_name=一中队\n';
    expect(await identify({ 'station_bind.ini': binding })).toMatchObject({
      serial: 'R-001',
      model: 'M1',
      officerNo: 'zhang',
      unitNo: 'G1',
      unitName: '一中队',
    });
  });

  it('comes from names only where all of them agree', async () => {
    const same = { [DSJ('A1', '000000', '100324')]: '', [DSJ('A1', '000007', '100325')]: '' };
    expect(await identify(same)).toMatchObject({ serial: 'A1', officerNo: '000007', source: 'file names' });
    const two = { ...same, [DSJ('B2', '000007', '100326')]: '' };
    expect(await identify(two)).toMatchObject({ serial: null, officerNo: '000007' });
  });

  it('is unknown for a family that does not write it on the card', async () => {
    const camera = await open({ 'DCIM/Movie/a.MP4': 'x', 'DCIM/Photo/b.JPG': 'x', 'LOG/battery.txt': 'Battery0=55' });
    expect(camera.manifest).toMatchObject({ identity: false, battery: true });
    expect(await camera.identify()).toMatchObject({ serial: null, officerNo: null });
    expect((await camera.readiness()).battery).toEqual({ percent: 55, source: 'LOG/battery.txt' });
  });
});
