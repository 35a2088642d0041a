/** The application's files, read once at start: what was not there then cannot be asked for, whatever the path says. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export interface Page {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
  /** Its name changes with its content. */
  readonly lasting: boolean;
}

export type Pages = ReadonlyMap<string, Page>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

const PLAIN = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>bwc-station</title></head>
<body><h1>执法记录仪采集工作站</h1>
<p>采集服务正在运行，但没有构建网页界面。请运行 npm run build。</p>
<p>The daemon runs; the application for the browser was not built. Run npm run build.</p></body></html>
`;

/** @param folder where the application was built to; a plain page where it was not */
export function loadPages(folder: string): Pages {
  const names = isFile(join(folder, 'index.html')) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const pages = new Map<string, Page>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type !== undefined && isFile(join(folder, name)))
      pages.set(
        `/${name.split(sep).join('/')}`,
        page(readFileSync(join(folder, name)), type, name.startsWith(`assets${sep}`)),
      );
  }
  const index = pages.get('/index.html') ?? page(Buffer.from(PLAIN), TYPES['.html'] ?? '', false);
  return pages.set('/', index);
}

const page = (bytes: Buffer, type: string, lasting: boolean): Page => ({
  bytes,
  type,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
  lasting,
});

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Paths of the application's own pages (`/clips/c_01J…`) have no file: they are all the one page. */
export const pageFor = (pages: Pages, path: string): Page | undefined =>
  pages.get(path) ?? (/^\/api(?:\/|$)/.test(path) || /\.[^/]*$/.test(path) ? undefined : pages.get('/'));
