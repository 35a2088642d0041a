// Bundles what is started as a process of its own, with what it needs, into few files: from hundreds of files each start takes twice as long.
import { rmSync } from 'node:fs';
import { dirname, posix, relative } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * The programs, and the entries of the SDK: these are bundled together, in shared chunks, so that an error or a proof that a vendor's
 * driver gets from the SDK is of the very class that the program looks for.
 */
const ENTRIES = [
  'cli/main',
  'cli/program',
  'device/index',
  'device/testing/faulty-driver',
  'device/testing/index',
  'ingest/dock/host-scan-child',
  'ingest/media/prober',
  'ingest/visit/child',
  'print/printer',
];

/** Native, or reading files beside themselves. */
const EXTERNAL = /^(?:better-sqlite3|chokidar|exif-parser|fluent-ffmpeg|pdfkit|pino|usb)(?:\/|$)/;

/** Stands for `dist` until it is known which file the code lands in. */
const DIST = '@@dist';

/** A module still finds the data that lies beside it: it is told the place that is its own, whichever file holds its code. */
const ownPlace = {
  name: 'own-place',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return null;
    const own = relative('src', id).replace(/\.ts$/, '.js');
    if (own.startsWith('..')) return null;
    return { code: code.replaceAll('import.meta.url', `new URL('${DIST}/${own}', import.meta.url).href`), map: null };
  },
  renderChunk(code, { fileName }) {
    const up = posix.relative(dirname(fileName), '.') || '.';
    return code.includes(DIST) ? { code: code.replaceAll(DIST, up), map: null } : null;
  },
};

rmSync('dist/chunks', { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `src/${entry}.ts`])),
  platform: 'node',
  external: EXTERNAL,
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  plugins: [ownPlace],
});
await bundle.write({ dir: 'dist', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' });
await bundle.close();
