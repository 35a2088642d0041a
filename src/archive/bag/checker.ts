import { readFileSync } from 'node:fs';

/** The one-file checker that goes into every bag: lies beside this file. */
export const readChecker = (): Buffer => readFileSync(new URL('./verify.py', import.meta.url));
