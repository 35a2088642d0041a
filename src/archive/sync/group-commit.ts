/** What several orders write down at the same time is committed together: the disk is waited for once, not once for each. */
import type { StationStore } from '../../store/station-store.js';

/** In one transaction with what others write just now, and durable when it resolves. What `act` throws undoes that act alone. */
export type WriteDown = <T>(act: () => T) => Promise<T>;

interface Waiting {
  /** @returns what is to be told once everything is committed */
  readonly act: () => () => void;
  readonly reject: (error: unknown) => void;
}

export class GroupCommit {
  #waiting: Waiting[] = [];

  constructor(private readonly store: Pick<StationStore, 'db' | 'transaction'>) {}

  readonly write: WriteDown = <T>(act: () => T) =>
    new Promise<T>((resolve, reject) => {
      // Until the next turn of the event loop: whoever became ready in this one comes along.
      if (this.#waiting.length === 0)
        setImmediate(() => {
          this.#commit();
        });
      const told = () => {
        const result = act();
        return () => {
          resolve(result);
        };
      };
      this.#waiting.push({ act: told, reject });
    });

  #commit(): void {
    const all = this.#waiting;
    this.#waiting = [];
    const done: (() => void)[] = [];
    try {
      this.store.transaction(() => {
        for (const { act, reject } of all) done.push(this.#alone(act, reject));
      });
    } catch (error) {
      // Nothing of it is on the disk; who was told of a failure of their own before stays with that.
      for (const { reject } of all) reject(error);
      return;
    }
    for (const tell of done) tell();
  }

  #alone(act: () => () => void, reject: (error: unknown) => void): () => void {
    try {
      return this.store.transaction(act);
    } catch (error) {
      // A full disk ends the transaction of all of them.
      if (!this.store.db.inTransaction) throw error;
      return () => {
        reject(error);
      };
    }
  }
}
