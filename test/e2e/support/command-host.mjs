// Runs commands one after another, each as `bwc` runs it in a process of its own: most of what a command costs is to load the program.
import { run } from '../../../dist/cli/program.js';

process.on('message', async ({ args, env, cwd }) => {
  process.chdir(cwd);
  process.env = { ...env };
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    tty: undefined,
    columns: undefined,
    env,
    cwd,
  });
  process.send({ code, stdout, stderr });
});
process.on('disconnect', () => process.exit(0));
