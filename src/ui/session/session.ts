/** Who is at this screen, as the station has it. */
import type { Permission, SessionAnswer } from '../../web/api-types.js';
import { call, get } from '../api/client.js';
import { Store } from '../lib/store.js';

export interface SessionState {
  /** Undefined until the station was asked. */
  readonly answer: SessionAnswer | undefined;
  /** The session ended while the page was open: what stands on it stays until somebody signs in again. */
  readonly over: boolean;
}

export type Person = NonNullable<SessionAnswer['person']>;

export const session = new Store<SessionState>({ answer: undefined, over: false });

const take = (answer: SessionAnswer): void => {
  session.set({ answer, over: false });
};

export async function loadSession(): Promise<void> {
  take(await get<SessionAnswer>('/api/session'));
}

/** Called when an answer says that there is no session any more. */
export function sessionIsOver(): void {
  const { answer, over } = session.get();
  if (answer?.person != null && !over) session.set({ answer, over: true });
}

export async function signIn(login: string, password: string): Promise<void> {
  take(await call<SessionAnswer>('POST', '/api/session', { login, password }));
}

export interface NewAdministrator {
  readonly login: string;
  readonly name: string;
}

/** @param self who the first administrator is; null with a code for somebody on record */
export async function redeemCode(code: string, password: string, self: NewAdministrator | null): Promise<void> {
  take(await call<SessionAnswer>('POST', '/api/session/code', { code, password, self }));
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/api/session');
  await loadSession();
}

export async function changePassword(current: string, next: string): Promise<void> {
  await call('PUT', '/api/session/password', { current, next });
}

/** This screen shows the dock from now on and does nothing else. */
export async function becomeWall(): Promise<void> {
  take(await call<SessionAnswer>('POST', '/api/session/wall', {}));
}

export const may = (person: Person, permission: Permission): boolean => person.may[permission] !== undefined;

/** For acts that want the password once more. */
export async function confirmPassword(password: string): Promise<void> {
  take(await call<SessionAnswer>('POST', '/api/session/confirm', { password }));
}
