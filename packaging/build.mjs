// Compiles src to dist, puts the data files beside the code that reads them, and bundles the programs and the page.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync } from 'node:fs';

const tsc = spawnSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
cpSync('src', 'dist', { recursive: true, filter: (path) => path !== 'src/ui' && !path.endsWith('.ts') });
await import('./bundle.mjs');
chmodSync('dist/cli/main.js', 0o755);
await import('./build-ui.mjs');
