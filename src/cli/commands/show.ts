import { resolve } from 'node:path';
import { forPeople } from '../../domain/time.js';
import { writeClipProof } from '../../station/write-clip-proof.js';
import { withQueries } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, printable, table } from '../format.js';
import { line, printJson } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { describeGate, describeRetention } from '../retention-report.js';
import { clipTable } from './clips.js';
import { describePreview } from './preview.js';

export const show: CommandSpec = {
  name: 'show',
  describe: 'cmd.show',
  args: ['<clip>'],
  options: [{ flags: '--proof <dir>', describe: 'show.proof' }],
  examples: ['show c_01J...', 'show c_01J... --json', 'show c_01J... --proof ./proof'],
  run: (command, [id = ''], options) =>
    withQueries(command.dataDir, async (queries) => {
      const { t } = command;
      const proofDir = textOption(options['proof']);
      if (proofDir !== undefined) {
        const dir = resolve(command.cwd, proofDir);
        await writeClipProof(await queries.proof(id), dir);
        if (command.json) printJson(command, { proof: dir });
        else line(command, t('show.proofDone', { dir }));
        return EXIT.ok;
      }
      const detail = await queries.clip(id);
      const gate = await queries.ask('gate.clip', { clip: detail.clip.id });
      const retention = await queries.ask('retention.clip', { clip: detail.clip.id });
      if (command.json) {
        printJson(command, { ...detail, gate, retention });
        return EXIT.ok;
      }
      const zone = (await queries.status()).station.timezone;
      const { clip, sidecars, events } = detail;
      line(command, clipTable(command, [clip], zone));
      line(
        command,
        `sha256  ${clip.sha256}${clip.sm3 === null ? '' : `\nsm3     ${clip.sm3}`}\n        ${clip.storedPath}`,
      );
      if (clip.cleared !== null)
        line(command, t('show.cleared', { target: clip.cleared.target, at: forPeople(clip.cleared.at, zone) }));
      if (clip.name !== null) line(command, printable(t('label.nameIs', { name: clip.name })));
      if (clip.activity !== null) line(command, t('label.inActivity', { id: clip.activity }));
      if (clip.case !== null) line(command, t('label.inCase', { id: clip.case }));
      if (clip.times !== null) {
        const { camera, corrected, station } = clip.times;
        line(
          command,
          `camera     ${camera.start ?? t('unknown')} – ${camera.end ?? t('unknown')} (${camera.startSource ?? t('unknown')})`,
        );
        line(
          command,
          `corrected  ${corrected.start ?? t('unknown')} – ${corrected.end ?? t('unknown')} (${corrected.basis})`,
        );
        line(command, `station    ${station.storedAt}`);
      }
      if (clip.media.reason !== null) line(command, `${clip.media.state}: ${printable(clip.media.reason)}`);
      else if (clip.media.facts !== null) line(command, JSON.stringify(clip.media.facts));
      for (const text of describePreview(command, detail.preview)) line(command, text);
      if (clip.note !== null) line(command, printable(clip.note));
      for (const s of sidecars)
        line(command, `${s.kind}  ${printable(s.sourcePath)}  ${bytesText(s.bytes)}  ${s.sha256}`);
      for (const text of describeGate(command, gate)) line(command, text);
      for (const text of describeRetention(command, retention, zone)) line(command, text);
      const header = [t('column.seq'), t('column.at'), t('column.event'), t('column.actor')];
      line(
        command,
        table(
          header,
          events.map((e) => [String(e.seq), forPeople(e.at, zone), e.kind, e.actor]),
        ),
      );
      return EXIT.ok;
    }),
};
