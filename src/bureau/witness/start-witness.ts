/** Running a live witness: a folder of what was witnessed, a folder of the keys of stations, and one key of its own. */
import { pino } from 'pino';
import { DirectoryWitnessStore } from '../../archive/witness/directory-witness-store.js';
import { loadSignerFile } from '../../archive/witness/signer-file.js';
import { BwcError, messageOf } from '../../domain/errors.js';
import { systemClock } from '../../domain/time.js';
import { makeDirectoryDurable } from '../../store/durable.js';
import { RegisteredStations } from './registered-stations.js';
import { buildWitness } from './witness-server.js';

export interface WitnessSettings {
  /** Made where it is not there. */
  readonly store: string;
  readonly stations: string;
  readonly sign: string;
  readonly host: string;
  readonly port: number;
}

export interface RunningWitness {
  readonly address: string;
  readonly stations: number;
  /** What was accepted is answered. */
  stop(): Promise<void>;
}

/** @throws BwcError `bwc.witness.key`, `bwc.usage` where it cannot listen there */
export async function startWitness(
  { store, stations: folder, sign, host, port }: WitnessSettings,
  logTo: NodeJS.WritableStream,
): Promise<RunningWitness> {
  const log = pino({ timestamp: pino.stdTimeFunctions.isoTime, base: null }, logTo);
  const signer = loadSignerFile(sign);
  const stations = new RegisteredStations(folder, systemClock, (problem) => {
    log.error({ problem }, 'the folder of keys cannot be read; those known before stay known');
  });
  await makeDirectoryDurable(store, 0o700);
  const app = buildWitness({ store: new DirectoryWitnessStore(store), signer, stations, clock: systemClock, log });
  let address: string;
  try {
    address = await app.listen({ host, port });
  } catch (error) {
    const reason = `cannot listen on ${host}:${String(port)}: ${messageOf(error)}`;
    throw new BwcError('bwc.usage', reason, {}, { cause: error });
  }
  log.info({ address, witness: signer.name, stations: stations.size }, 'witness ready');
  return {
    address,
    stations: stations.size,
    stop: async () => {
      await app.close();
      log.info('stopped');
    },
  };
}
