/** What `bwc doctor` says of the archives: whether each is there, is the right one, and what it holds to. */
import type { ProbeReport } from '../archive/probe-report.js';
import { messageOf } from '../domain/errors.js';
import { systemClock } from '../domain/time.js';
import { openTarget } from './archive-places.js';
import { whereIs, type TargetConfig } from './archive-target-config.js';
import type { Config } from './config.js';
import { bad, ok, type Diagnosis } from './diagnosis.js';

export async function checkArchives({ archive }: Config): Promise<Diagnosis[]> {
  if (archive.target.length === 0) return [ok('archive', 'none is configured: footage stays on this station only')];
  return Promise.all(archive.target.map(checkArchive));
}

async function checkArchive(config: TargetConfig): Promise<Diagnosis> {
  const target = openTarget(config, systemClock);
  try {
    return judged(config, await target.probe(new AbortController().signal));
  } catch (error) {
    const where = whereIs(config);
    const detail = `${config.name}: ${messageOf(error)}`;
    return config.kind === 'directory'
      ? bad(
          'archive',
          'fail',
          detail,
          `检查 ${where} 是否已挂载、是否为所配置的局档案`,
          `check that ${where} is mounted and is the archive that was configured`,
        )
      : bad(
          'archive',
          'fail',
          detail,
          `检查网络、密钥文件、证书，以及 ${where} 是否为所配置的局档案`,
          `check network, key file and certificate, and that ${where} is the archive that was configured`,
        );
  } finally {
    target.close();
  }
}

function judged(config: TargetConfig, { verdict, freeBytes, clockAheadMs }: ProbeReport): Diagnosis {
  const room = freeBytes === null ? '' : `, ${String(Math.floor(freeBytes / 2 ** 20))} MiB free`;
  const ahead = clockAheadMs === null ? '' : `, clocks ${String(Math.round(clockAheadMs / 1000))} s apart`;
  const detail = `${config.name} ${whereIs(config)}: retention ${verdict.enforcement ?? 'not kept'}${room}${ahead}`;
  if (!verdict.mayArchive)
    return bad(
      'archive',
      'fail',
      `${detail}; failed: ${verdict.inTheWay.join(', ')}`,
      '在做到这些之前，任何资料都不算入档：换用符合要求的目录或存储桶，或改正 lock',
      'nothing counts as archived there before it does these: use a share or bucket that does, or correct lock',
    );
  if (config.kind === 's3' && config.endpoint.startsWith('http:'))
    return bad(
      'archive',
      'warn',
      `${detail}; without TLS whoever is on the way can read what is sent`,
      'endpoint 改用 https，本局证书机构的证书写在 ca',
      'use https for endpoint, with the certificate of the bureau’s own authority as ca',
    );
  return ok('archive', detail);
}
