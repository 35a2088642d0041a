/** Time as a driver sees it: a monotonic clock and a way to wait. Handed in, so that tests run hours of it in a moment. */
export interface Timing {
  /** Milliseconds, monotonic. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
