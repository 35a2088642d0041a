/** People of a station, put on record before its daemon starts; each has a one-time code. */
import { newPersonId } from '../../../src/domain/ids.js';
import type { Role } from '../../../src/domain/person.js';
import { systemClock, toInstant } from '../../../src/domain/time.js';
import { makeCode } from '../../../src/records/people/code.js';
import { putPerson } from '../../../src/records/people/put-person.js';
import { dataPaths } from '../../../src/store/paths.js';
import { openStationStore } from '../../../src/store/station-store.js';

export interface TestPerson {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly numbers?: readonly string[];
}

export const CUSTODIAN: TestPerson = { login: 'wangfang', name: '王芳', role: 'custodian' };
export const ADMINISTRATOR: TestPerson = { login: 'chen', name: '陈站长', role: 'administrator' };
export const AUDITOR: TestPerson = { login: 'audit', name: '周审', role: 'auditor' };
export const OFFICER: TestPerson = { login: 'linxiao', name: '林晓', role: 'officer', numbers: ['350214'] };

/** @returns their codes, by login */
export function putPeople(data: string, people: readonly TestPerson[]): ReadonlyMap<string, string> {
  const now = (): string => toInstant(systemClock.now());
  const store = openStationStore(dataPaths(data), {
    clock: systemClock,
    actor: 'test',
    clockSynchronised: () => null,
  });
  try {
    return store.transaction(() => {
      const context = { store, by: 'test', now };
      const codes = people.map(({ numbers = [], ...person }): [string, string] => {
        const said = { unit: null, cleared: [], disabled: false, since: now(), why: null };
        const { id } = putPerson(context, { id: newPersonId(), numbers, ...said, ...person });
        return [person.login, makeCode(context, id).code];
      });
      return new Map(codes);
    });
  } finally {
    store.close();
  }
}
