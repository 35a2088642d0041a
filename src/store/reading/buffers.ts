/** Buffers for copying, made once and lent out: memory stays flat whatever the size of a clip. */

/** 1 MiB: smaller chunks were measurably slower, larger ones were not faster. */
export const CHUNK_BYTES = 2 ** 20;

/** Node has it; TypeScript only knows it from the browser's library. */
declare const WebAssembly: {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => {
    readonly buffer: ArrayBuffer;
  };
};

/** Wasm memory is page-aligned, which O_DIRECT asks for and an ordinary Buffer does not promise. */
const alignedBuffer = (): Buffer => Buffer.from(new WebAssembly.Memory({ initial: 16, maximum: 16 }).buffer);

export class BufferPool {
  readonly #free: Buffer[] = [];

  async lend<T>(use: (buffer: Buffer) => Promise<T>): Promise<T> {
    const buffer = this.#free.pop() ?? alignedBuffer();
    try {
      return await use(buffer);
    } finally {
      this.#free.push(buffer);
    }
  }

  lendTwo<T>(use: (a: Buffer, b: Buffer) => Promise<T>): Promise<T> {
    return this.lend((a) => this.lend((b) => use(a, b)));
  }
}
