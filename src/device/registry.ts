/** Asks every driver whether a candidate is a camera of its kind. */
import { hasCode, messageOf } from '../domain/errors.js';
import type { CameraDriver, DockCandidate } from './driver.js';
import type { DeviceErrorCode } from './errors.js';

export type RegistryAnswer =
  | {
      readonly recognised: true;
      readonly driver: CameraDriver;
      readonly profile: string;
      readonly because: string;
    }
  | {
      readonly recognised: false;
      readonly code: Extract<DeviceErrorCode, 'bwc.device.refused' | 'bwc.device.ambiguous' | 'bwc.device.unconfirmed'>;
      readonly reason: string;
    };

export interface DriverRegistry {
  readonly drivers: readonly CameraDriver[];
  /** Never throws: a driver that fails is named in the refusal. */
  recognise(candidate: DockCandidate): Promise<RegistryAnswer>;
}

interface Match {
  readonly driver: CameraDriver;
  readonly profile: string;
  readonly because: string;
  readonly specificity: number;
}

/** The most specific match wins; a tie, within a driver or between two, is refused rather than guessed. */
export function createDriverRegistry(drivers: readonly CameraDriver[]): DriverRegistry {
  return {
    drivers,
    recognise: async (candidate) => {
      const matches: Match[] = [];
      const reasons: string[] = [];
      let ambiguous = false;
      let unconfirmed = false;
      for (const driver of drivers) {
        try {
          const answer = await driver.recognise(candidate);
          if (answer.recognised) matches.push({ driver, ...answer });
          else reasons.push(`${driver.id}: ${answer.reason}`);
        } catch (error) {
          ambiguous ||= hasCode(error, 'bwc.device.ambiguous');
          unconfirmed ||= hasCode(error, 'bwc.device.unconfirmed');
          reasons.push(`${driver.id} failed: ${messageOf(error)}`);
        }
      }
      const top = Math.max(...matches.map((match) => match.specificity));
      const [best, ...others] = matches.filter((match) => match.specificity === top);
      if (best !== undefined && others.length > 0) {
        ambiguous = true;
        const names = [best, ...others].map(({ driver, profile }) => `${driver.id}/${profile}`);
        reasons.unshift(`equally good matches: ${names.join(', ')}`);
      }
      if (best === undefined || ambiguous) {
        const code = ambiguous ? 'bwc.device.ambiguous' : unconfirmed ? 'bwc.device.unconfirmed' : 'bwc.device.refused';
        return { recognised: false, code, reason: reasons.join('; ') || 'there are no drivers' };
      }
      return { recognised: true, driver: best.driver, profile: best.profile, because: best.because };
    },
  };
}
