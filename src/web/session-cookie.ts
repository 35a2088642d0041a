/** The session's token in the browser: out of reach of scripts, and never sent along from another site. */

/** With TLS the browser itself holds the name to this very host (`__Host-`). */
const nameOf = (tls: boolean): string => (tls ? '__Host-bwc_session' : 'bwc_session');

const attributes = (tls: boolean): string => `Path=/; HttpOnly; SameSite=Strict${tls ? '; Secure' : ''}`;

/** Until the browser is closed; the server ends it before that. */
export const setCookie = (token: string, tls: boolean): string => `${nameOf(tls)}=${token}; ${attributes(tls)}`;

export const clearCookie = (tls: boolean): string => `${nameOf(tls)}=; Max-Age=0; ${attributes(tls)}`;

/** 256 bits in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function tokenIn(header: string | undefined, tls: boolean): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1).trim();
    if (pair.slice(0, Math.max(at, 0)).trim() === nameOf(tls) && TOKEN.test(value)) return value;
  }
  return undefined;
}
