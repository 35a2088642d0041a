// Bundles src/ui into dist/ui. Nothing is done while what it is made of stays the same.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const OUT = 'dist/ui';
const MADE_OF = ['src/ui', 'src/domain', 'src/i18n', 'package-lock.json', 'packaging/build-ui.mjs'];

/** Chromium shells of domestic desktops (360, 奇安信, UOS) are years behind; antd's `:where` wants 88. */
const TARGET = ['chrome88', 'edge88', 'firefox90', 'safari14'];

function* files(path) {
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

const digest = createHash('sha256');
for (const file of MADE_OF.flatMap((path) => [...files(path)])) digest.update(file).update(readFileSync(file));
const made = digest.digest('hex');
const stamp = join(OUT, '.made-of');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== made) {
  await build({
    configFile: false,
    root: 'src/ui',
    base: './',
    logLevel: 'warn',
    publicDir: 'public',
    build: {
      outDir: join('../..', OUT),
      emptyOutDir: true,
      target: TARGET,
      cssTarget: TARGET,
      // A data: URL would need an exception in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        // antd marks every file for React's server side, which is nowhere here.
        onLog: (level, log, tell) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log);
        },
      },
    },
  });
  writeFileSync(stamp, made);
}
