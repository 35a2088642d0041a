/** An error as the kernel's would be, for file systems that are none. */
export const errnoError = (code: string, path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: ${path}`), { code, path });
