/** One clip whose preview is being made: paused while the gate is closed, unless somebody waits for it. */
import type { PreviewView } from '../../domain/preview.js';
import type { Gate } from './gate.js';
import { GO, PAUSE } from './maker-protocol.js';

/** `unable`: this station can make none at all. */
export type JobEnd =
  | { readonly how: 'ended'; readonly view: PreviewView }
  | { readonly how: 'unable'; readonly reason: string };

export class PreviewJob {
  readonly #unwatch: () => void;
  #say: (line: string) => void = () => undefined;

  constructor(
    private readonly gate: Gate,
    private urgent: boolean,
  ) {
    this.#unwatch = gate.watch(() => {
      this.#tell();
    });
  }

  get isUrgent(): boolean {
    return this.urgent;
  }

  /** Somebody waits for it now. */
  hurry(): void {
    this.urgent = true;
    this.#tell();
  }

  readonly talk = (say: (line: string) => void): void => {
    this.#say = say;
    this.#tell();
  };

  end(): void {
    this.#unwatch();
  }

  #tell(): void {
    this.#say(this.urgent || this.gate.isOpen ? GO : PAUSE);
  }
}
