/** The station as a command has it without a daemon: taken while the command works. */
import { pino } from 'pino';
import { systemClock } from '../domain/time.js';
import { Station } from '../station/station.js';
import type { StationActs, StationQueries } from '../web/api.js';

/** @param login whom custody entries name */
export async function actAlone<T>(
  dataDir: string,
  role: string,
  login: string,
  act: (station: StationActs & { readonly queries: StationQueries }) => Promise<T>,
): Promise<T> {
  const log = pino({ level: process.env['BWC_LOG'] ?? 'fatal' }, pino.destination({ dest: 2, sync: true }));
  const station = await Station.open({ dataDir, role, actor: `cli:${login}`, clock: systemClock, log });
  const stop = (): void => {
    void station.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await act(station);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await station.stop();
  }
}
