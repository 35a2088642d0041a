/** Whether a request comes from our own page: against other sites' pages, and against names that were made to point here. */
import { isIP } from 'node:net';
import { BwcError } from '../domain/errors.js';

export interface RequestHead {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Site {
  readonly tls: boolean;
  /** Names of this machine besides `localhost` and addresses. A name that is not ours is another site's, whatever it points to. */
  readonly names: readonly string[];
}

const SAFE_METHODS = ['GET', 'HEAD'];

/** @throws BwcError `bwc.access.origin` */
export function requireSameSite({ method, headers }: RequestHead, site: Site): void {
  const host = one(headers['host'])?.toLowerCase();
  if (host === undefined || !isOurName(nameOf(host), site.names))
    throw refused(`the name ${host ?? '(none)'} is not this station's`);
  const origin = one(headers['origin']);
  const ours = `${site.tls ? 'https' : 'http'}://${host}`;
  if (origin !== undefined && origin.toLowerCase() !== ours)
    throw refused(`the request comes from a page of ${origin}`);
  const from = one(headers['sec-fetch-site']);
  // `none`: typed in, or a bookmark. Only reading can begin like that.
  const fits = from === undefined || from === 'same-origin' || (from === 'none' && SAFE_METHODS.includes(method));
  if (!fits) throw refused(`the request comes from another site (${from})`);
}

/** Without its port; `[::1]` without brackets. */
function nameOf(host: string): string {
  const m = /^\[([^\]]+)\](?::\d+)?$/.exec(host) ?? /^([^:]+)(?::\d+)?$/.exec(host);
  return m?.[1] ?? '';
}

/** An address cannot be made to point elsewhere: whoever sends it means this machine. */
const isOurName = (name: string, names: readonly string[]): boolean =>
  name === 'localhost' || isIP(name) !== 0 || names.some((n) => n.toLowerCase() === name);

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

const refused = (why: string): BwcError => new BwcError('bwc.access.origin', why);
