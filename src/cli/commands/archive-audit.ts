import { basename, resolve } from 'node:path';
import type { ArchiveAudit } from '../../archive/audit/audit-archive.js';
import type { ArchiveFinding } from '../../archive/audit/finding.js';
import type { FoundStations } from '../../archive/audit/given-keys.js';
import { BwcError, isBwcError } from '../../domain/errors.js';
import { systemClock, toInstant } from '../../domain/time.js';
import { AUDIT_WORDS } from '../../i18n/audit-words.js';
import { bytesText, printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import { printError } from '../print-error.js';
import { Progress } from '../progress.js';
import type { CommandSpec } from '../program.js';
import { EXIT, type ExitCode } from '../exit-codes.js';

/** As those of `verify.py`. */
const CODE = { clean: EXIT.ok, findings: EXIT.failed, nothing: EXIT.usage } as const;

export const archiveAudit: CommandSpec = {
  name: 'archive audit',
  describe: 'cmd.archiveAudit',
  args: ['<archive>'],
  options: [
    { flags: '--key <file>', describe: 'audit.key', repeat: true },
    { flags: '--stations <dir>', describe: 'audit.stations' },
    { flags: '--part <n/t>', describe: 'audit.part' },
    { flags: '--sign <keyfile>', describe: 'audit.sign' },
  ],
  examples: [
    'archive audit /mnt/bureau-archive --key station.pub',
    'archive audit /srv/archive --stations /etc/bwc/stations --sign /etc/bwc/witness.key --part 3/30',
    'archive audit bucket.toml --stations /etc/bwc/stations --json',
  ],
  run: async (command, [given = ''], options) => {
    const { WHOLE, parsePart } = await import('../../archive/audit/part.js');
    const text = textOption(options['part']);
    const part = text === undefined ? WHOLE : parsePart(text);
    if (part === undefined)
      throw new BwcError('bwc.usage', `--part takes a share like 3/30, of 1000 at most, not ${text ?? ''}`);
    const files = Array.isArray(options['key']) ? (options['key'] as readonly string[]) : [];
    const registry = textOption(options['stations']);
    if (files.length === 0 && registry === undefined)
      throw new BwcError('bwc.usage', 'without --key or --stations nothing in the archive proves anything');
    const sign = textOption(options['sign']);
    try {
      return await audit(command, {
        archive: resolve(command.cwd, given),
        files: files.map((file) => resolve(command.cwd, file)),
        registry: registry === undefined ? null : resolve(command.cwd, registry),
        sign: sign === undefined ? null : resolve(command.cwd, sign),
        part,
      });
    } catch (error) {
      if (!isBwcError(error)) throw error;
      printError(command, error, command.language, command.json);
      return CODE.nothing;
    }
  },
};

interface Asked {
  readonly archive: string;
  readonly files: readonly string[];
  readonly registry: string | null;
  readonly sign: string | null;
  readonly part: { readonly part: number; readonly of: number };
}

async function audit(command: Command, { archive, files, registry, sign, part }: Asked): Promise<ExitCode> {
  const [{ archiveAt }, { auditArchive }, { stationsOf }, keys, { loadSignerFile }, { SignedMemory }] =
    await Promise.all([
      import('../../station/archive-at.js'),
      import('../../archive/audit/audit-archive.js'),
      import('../../archive/audit/given-keys.js'),
      import('../../archive/witness/registry.js'),
      import('../../archive/witness/signer-file.js'),
      import('../../archive/witness/signed-memory.js'),
    ]);
  const witness =
    sign === null ? null : { signer: loadSignerFile(sign), memory: SignedMemory.open(`${sign}.signed.json`) };
  const registered = registry === null ? [] : keys.loadRegistry(registry);
  const given = files.map((file) => ({ file: basename(file), publicKey: keys.loadStationPublicKey(file) }));
  const { archiveId, target, witness: checkpoints } = archiveAt(archive, systemClock);
  const stop = new AbortController();
  const interrupt = (): void => {
    stop.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const progress = new Progress(command);
  try {
    const found = await stationsOf(target, registered, given);
    const findings: ArchiveFinding[] = [];
    const told = (finding: ArchiveFinding): void => {
      findings.push(finding);
      progress.clear();
      if (!command.json) line(command, findingText(command, finding));
    };
    found.findings.forEach(told);
    const run = auditArchive(
      { target, witness: checkpoints },
      {
        archiveId,
        stations: found.stations,
        part,
        witness,
        now: () => toInstant(systemClock.now()),
        signal: stop.signal,
        onProgress: ({ station, records, done, total }) => {
          const what = station ?? command.t('audit.what');
          if (station === null)
            progress.show({
              what,
              doneBytes: done.bytes,
              totalBytes: total.bytes,
              done: done.objects,
              total: total.objects,
            });
          else progress.showCount(what, records, records);
        },
      },
    );
    for (;;) {
      const next = await run.next();
      if (next.done === true) {
        progress.clear();
        return report(command, next.value, found, findings, witness !== null);
      }
      told(next.value);
    }
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    target.close();
  }
}

const findingText = (command: Command, { kind, subject, detail }: ArchiveFinding): string =>
  command.t('audit.finding', {
    kind,
    subject: printable(subject),
    words: AUDIT_WORDS[kind][command.language],
    detail: printable(detail),
  });

function report(
  command: Command,
  audited: ArchiveAudit,
  { unknown }: FoundStations,
  findings: readonly ArchiveFinding[],
  signing: boolean,
): ExitCode {
  const { stations, objects, part, archiveId } = audited;
  const seen = stations.some(({ checkpoints, records }) => checkpoints + records > 0);
  const code = findings.length > 0 ? CODE.findings : seen ? CODE.clean : CODE.nothing;
  if (command.json) {
    printJson(command, { ok: code === CODE.clean, ...audited, unknown, findings });
    return code;
  }
  for (const { station, proven, unshown, signed, ...numbers } of stations) {
    line(command, command.t('audit.station', { station, proven: proven ?? 0, ...numbers }));
    if (unshown > 0) line(command, `  ${command.t('audit.unshown', { n: unshown })}`);
    if (signed !== null)
      line(
        command,
        `  ${command.t(signed.known ? 'audit.signedBefore' : 'audit.signed', { key: signed.key, at: signed.at })}`,
      );
    else if (signing) line(command, `  ${command.t('audit.notSigned')}`);
  }
  if (unknown.length > 0) line(command, command.t('audit.unknown', { stations: unknown.join(' ') }));
  if (!seen) line(command, command.t('audit.nothing'));
  const share = `${String(part.part)}/${String(part.of)}`;
  const read = { objects: objects.objects, bytes: bytesText(objects.bytes), findings: findings.length };
  line(command, command.t('audit.done', { archive: archiveId, part: share, ...read }));
  return code;
}
