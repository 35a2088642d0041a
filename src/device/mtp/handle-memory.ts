/** Handles by path, of one generation: saves looking through a whole folder for each file. */
export class HandleMemory {
  readonly #handles = new Map<string, number>();
  #generation = 0;

  /** A hint only: what it names is to be held against the name. */
  get(path: string, generation: number): number | undefined {
    return this.#generation === generation ? this.#handles.get(path) : undefined;
  }

  /** After a recovery nothing that was known before is believed. */
  remember(path: string, handle: number, generation: number): void {
    if (this.#generation !== generation) this.#handles.clear();
    this.#generation = generation;
    this.#handles.set(path, handle);
  }

  forget(): void {
    this.#handles.clear();
  }
}
