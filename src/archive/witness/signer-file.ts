/** The file that holds a witness's private key: readable by its owner only, made once, never replaced. */
import { readFileSync, statSync } from 'node:fs';
import { BwcError, errnoOf } from '../../domain/errors.js';
import { createFileDurable } from '../../store/durable.js';
import type { WitnessSigner } from './cosignature.js';
import { formatSigner, newSigner, parseSigner } from './signer-key.js';

/** @throws BwcError `bwc.witness.key` where the file is there already, or cannot be written */
export async function createSignerFile(file: string, name: string): Promise<WitnessSigner> {
  const signer = newSigner(name);
  try {
    await createFileDurable(file, `${formatSigner(signer)}\n`, 0o600);
  } catch (error) {
    throw unusable(file, errnoOf(error) === 'EEXIST' ? 'it is there already' : 'it cannot be written', error);
  }
  return signer;
}

/** @throws BwcError `bwc.witness.key` */
export function loadSignerFile(file: string): WitnessSigner {
  let text: string;
  try {
    if ((statSync(file).mode & 0o077) !== 0) throw unusable(file, 'others than its owner may read it: chmod 0600');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof BwcError ? error : unusable(file, 'it cannot be read', error);
  }
  const signer = parseSigner(text);
  if (signer === undefined) throw unusable(file, 'it is no private key of a witness');
  return signer;
}

const unusable = (file: string, reason: string, cause?: unknown): BwcError =>
  new BwcError('bwc.witness.key', `${file}: ${reason}`, { file, reason }, { cause });
