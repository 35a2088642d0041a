import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/domain/errors.js';
import type { ActInput } from '../../../src/records/index.js';
import { failure, OnRecord } from '../support.js';

type Input = ActInput<'table.importPeople'>;
type Cells = Readonly<Record<string, string>>;

const rows = (...all: Cells[]): Input['rows'] => all.map((cells, i) => ({ row: i + 2, cells: { ...cells } }));
const codeOf = (act: () => unknown): ErrorCode | undefined => (failure(act) as { code?: ErrorCode } | undefined)?.code;
const why = '年初造册';
const ZHANG = { login: 'zhang', name: '张三', role: 'officer', numbers: '350214、350215' };

const look = (station: OnRecord, given: Input['rows']) => station.do('table.importPeople', { rows: given, why });
const size = (station: OnRecord): number => station.store.log.head().size;
const kinds = (station: OnRecord, after: number): string[] =>
  station.store.custody.list({ after: after - 1, limit: 50, newestFirst: false }).map((e) => e.kind);

describe('a table of people', () => {
  it('is looked at first, and nothing is stored; then it is done in one act', async () => {
    const station = await OnRecord.open();
    const before = size(station);
    const given = rows(ZHANG, { login: 'li', name: '李四', role: 'custodian', disabled: 'no' });
    const plan = look(station, given);
    expect(plan).toMatchObject({ changed: [], same: 0, refused: [], done: false });
    expect(plan.added.map((r) => [r.row, r.key])).toEqual([
      [2, 'zhang'],
      [3, 'li'],
    ]);
    expect([size(station), station.ask('person.list', {})]).toEqual([before, []]);
    const done = station.do('table.importPeople', { rows: given, why, digest: plan.digest });
    expect(done).toEqual({ ...plan, done: true });
    expect(station.store.people.byLogin('zhang')?.numbers).toEqual(['350214', '350215']);
    expect(kinds(station, before)).toEqual(['person.put', 'person.put', 'table.imported']);
  });

  it('changes what it says otherwise, leaves what it does not say, and keeps the past', async () => {
    const station = await OnRecord.open();
    const { id: unit } = station.do('unit.add', { name: '思明中队' });
    const { id } = station.do('person.add', { login: 'zhang', name: '张三', role: 'officer', numbers: ['350214'] });
    station.do('person.add', { login: 'li', name: '李四', role: 'custodian' });
    const given = rows(
      { login: 'ZHANG', name: '张三', role: 'officer', unit: '思明中队', numbers: '' },
      { login: 'li', name: '李四' },
    );
    const plan = look(station, given);
    expect(plan.changed).toEqual([{ row: 2, key: 'ZHANG', cells: { unit: '思明中队' } }]);
    expect([plan.added, plan.same]).toEqual([[], 1]);
    station.do('table.importPeople', { rows: given, why, digest: plan.digest });
    const versions = station.ask('person.show', { person: id }).versions;
    expect(versions.map((v) => [v.unit, v.numbers, v.why])).toEqual([
      [null, ['350214'], null],
      [unit, ['350214'], why],
    ]);
    const away = look(station, rows({ login: 'zhang', unit: '-', numbers: '-' }));
    expect(away.changed[0]?.cells).toEqual({ unit: '-', numbers: '-' });
  });

  it('is refused with row and column and why, and then none of it is stored', async () => {
    const station = await OnRecord.open();
    station.do('person.add', { login: 'root', name: '站长', role: 'administrator' });
    const given = rows(
      ZHANG,
      { login: 'zhang', name: '张三丰', role: 'officer' },
      { login: 'a b', name: '空格', role: 'officer' },
      { login: 'wang', name: '王'.repeat(300), role: 'officer' },
      { login: 'zhao', name: '赵六', role: '队员' },
      { login: 'qian', name: '钱七', role: 'officer', unit: '没有的中队' },
      { name: '没有登录名', role: 'officer' },
      { login: 'root', disabled: 'yes' },
      { login: 'sun', name: '孙\u202e八', role: 'officer', disabled: 'maybe' },
    );
    const plan = look(station, given);
    expect(plan.added.map((r) => r.row)).toEqual([2]);
    expect(plan.refused.map((r) => [r.row, r.column, r.code])).toEqual([
      [3, null, 'bwc.table.duplicate'],
      [4, 'login', 'bwc.table.cell'],
      [5, 'name', 'bwc.table.cell'],
      [6, 'role', 'bwc.table.cell'],
      [7, 'unit', 'bwc.table.cell'],
      [8, 'login', 'bwc.table.cell'],
      [9, 'role', 'bwc.person.last_administrator'],
      [10, 'disabled', 'bwc.table.cell'],
    ]);
    expect(plan.refused[2]?.text).toBe('王'.repeat(80));
    const before = size(station);
    expect(codeOf(() => station.do('table.importPeople', { rows: given, why, digest: plan.digest }))).toBe(
      'bwc.table.refused',
    );
    expect([size(station), station.store.people.byLogin('zhang')]).toEqual([before, undefined]);
  });

  it('is done as it was looked at, or not at all', async () => {
    const station = await OnRecord.open();
    const given = rows(ZHANG);
    const { digest } = look(station, given);
    station.do('person.add', { login: 'zhang', name: '张三', role: 'auditor' });
    expect(codeOf(() => station.do('table.importPeople', { rows: given, why, digest }))).toBe('bwc.table.changed');
    expect(station.store.people.byLogin('zhang')?.role).toBe('auditor');
  });
});

describe('a unit that is closed', () => {
  it('stands in the rows of who is in it already, and in no other', async () => {
    const station = await OnRecord.open();
    const { id: unit } = station.do('unit.add', { name: '思明中队' });
    station.do('unit.add', { name: '鹭江小队', parent: unit });
    station.do('person.add', { login: 'zhang', name: '张三', role: 'officer', unit });
    station.do('unit.change', { unit, closed: true, why: '撤并' });
    const people = look(
      station,
      rows(
        { login: 'zhang', unit: '思明中队', numbers: '350214' },
        { login: 'li', name: '李四', role: 'officer', unit: '思明中队' },
      ),
    );
    expect(people.changed).toEqual([{ row: 2, key: 'zhang', cells: { numbers: '350214' } }]);
    expect(people.refused).toMatchObject([{ row: 3, column: 'unit', code: 'bwc.unit.closed', text: '思明中队' }]);
    const units = station.do('table.importUnits', {
      rows: rows(
        { name: '思明中队', closed: 'yes' },
        { name: '鹭江小队', parent: '思明中队' },
        { name: '开元小队', parent: '思明中队' },
      ),
      why,
    });
    expect([units.same, units.refused.map((r) => [r.row, r.code])]).toEqual([2, [[4, 'bwc.unit.closed']]]);
  });
});

describe('tables of units and of cases', () => {
  it('units stand below those that stand above them in the table', async () => {
    const station = await OnRecord.open();
    const given = rows({ name: '思明大队' }, { name: '鹭江中队', parent: '思明大队' });
    const plan = station.do('table.importUnits', { rows: given, why });
    station.do('table.importUnits', { rows: given, why, digest: plan.digest });
    expect(station.ask('table.units', {}).rows).toEqual([
      { name: '思明大队', parent: '', closed: 'no' },
      { name: '鹭江中队', parent: '思明大队', closed: 'no' },
    ]);
    const turned = station.do('table.importUnits', { rows: rows({ name: '思明大队', parent: '鹭江中队' }), why });
    expect(turned.refused).toMatchObject([{ row: 2, column: 'parent', code: 'bwc.unit.circle', text: '鹭江中队' }]);
  });

  it('cases are found by their number; what goes out comes in again and changes nothing', async () => {
    const station = await OnRecord.open();
    const given = rows(
      { number: '厦城执罚字〔2026〕第1号', kind: 'penalty', party: '某店', retention: '5 years' },
      { number: '厦城执罚字〔2026〕第2号', kind: 'gift', retention: 'for long' },
      { number: '厦城执罚字〔2026〕第3号', retention: 'permanent' },
    );
    const plan = station.do('table.importCases', { rows: given, why });
    expect(plan.refused.map((r) => [r.row, r.column])).toEqual([[3, 'retention']]);
    const good = given.filter((r) => r.row !== 3);
    const { digest } = station.do('table.importCases', { rows: good, why });
    station.do('table.importCases', { rows: good, why, digest });
    const out = station.ask('table.cases', {}).rows;
    expect(out.map((r) => [r['number'], r['kind'], r['party'], r['retention'], r['clips']]).sort()).toEqual([
      ['厦城执罚字〔2026〕第1号', 'penalty', '某店', '5 years', '0'],
      ['厦城执罚字〔2026〕第3号', '', '', 'permanent', '0'],
    ]);
    const again = station.do('table.importCases', { rows: rows(...out), why });
    expect(again).toMatchObject({ added: [], changed: [], refused: [], same: 2 });
  });
});
