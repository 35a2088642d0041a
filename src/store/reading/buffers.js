/** Buffers for copying, made once and lent out: memory stays flat whatever the size of a clip. */
/** 1 MiB: smaller chunks were measurably slower, larger ones were not faster. */
export const CHUNK_BYTES = 2 ** 20;
/** Wasm memory is page-aligned, which O_DIRECT asks for and an ordinary Buffer does not promise. */
const alignedBuffer = () => Buffer.from(new WebAssembly.Memory({ initial: 16, maximum: 16 }).buffer);
export class BufferPool {
  #free = [];
  async lend(use) {
    const buffer = this.#free.pop() ?? alignedBuffer();
    try {
      return await use(buffer);
    } finally {
      this.#free.push(buffer);
    }
  }
  lendTwo(use) {
    return this.lend((a) => this.lend((b) => use(a, b)));
  }
}
