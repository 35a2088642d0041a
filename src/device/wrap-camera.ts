/** A camera made of another one: a driver changes what it knows better, and hands the rest through. */
import type { Camera } from './camera.js';

/**
 * `camera` with some of its members replaced. `setClock` and `erase` are there exactly where the manifest says so; to
 * give one up, say it in the manifest.
 */
export function wrapCamera(camera: Camera, changes: Partial<Camera>): Camera {
  const wrapped: Camera = {
    manifest: camera.manifest,
    medium: camera.medium,
    profile: camera.profile,
    identify: () => camera.identify(),
    readiness: () => camera.readiness(),
    readClock: (clock, zone) => camera.readClock(clock, zone),
    list: (signal) => camera.list(signal),
    open: (file) => camera.open(file),
    isPresent: () => camera.isPresent(),
    close: () => camera.close(),
    ...(camera.appeared === undefined ? {} : { appeared: camera.appeared.bind(camera) }),
    ...(camera.setClock === undefined ? {} : { setClock: camera.setClock.bind(camera) }),
    ...(camera.erase === undefined ? {} : { erase: camera.erase.bind(camera) }),
    ...(camera.mediaClock === undefined ? {} : { mediaClock: camera.mediaClock }),
    ...changes,
  };
  if (!wrapped.manifest.clockSet) delete wrapped.setClock;
  if (!wrapped.manifest.erase) delete wrapped.erase;
  return wrapped;
}
