/** Writes a certificate of disposal as files: JSON for programs, a page to print, and the proof of every entry it names. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DisposalCertificate } from '../store/disposal/certificate.js';
import { certificatePage } from './certificate-page.js';
import { CLIMB_COMMANDS, KEY_COMMANDS } from './write-clip-proof.js';

/** @param zone in which the page tells times */
export async function writeCertificate(certificate: DisposalCertificate, dir: string, zone: string): Promise<void> {
  const proof = join(dir, 'proof');
  await mkdir(proof, { recursive: true });
  await writeFile(join(dir, 'certificate.json'), `${JSON.stringify(certificate, null, 1)}\n`);
  await writeFile(join(dir, 'certificate.html'), certificatePage(certificate, zone));
  await writeFile(join(proof, 'checkpoint.txt'), certificate.checkpoint);
  await writeFile(join(proof, 'station.pub'), certificate.publicKey);
  for (const { index, entryBase64, path } of certificate.entries) {
    const folder = join(proof, String(index));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'entry.json'), Buffer.from(entryBase64, 'base64'));
    const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
    await writeFile(join(folder, 'path.txt'), path.map(({ side, hash }) => `${side} ${base64(hash)}\n`).join(''));
  }
  await writeFile(join(dir, 'README.txt'), README);
}

/** All an outsider needs; $CERT is the certificate's folder. */
export const CERTIFICATE_COMMANDS = `# 1. Every entry is under the signed root: climb from each entry to the root of the tree.
root=$(sed -n 3p "$CERT/proof/checkpoint.txt")
for PROOF in "$CERT"/proof/[0-9]*; do
${CLIMB_COMMANDS.replaceAll(/^/gm, '  ')}
  [ "$h" = "$root" ] && echo "entry \${PROOF##*/}: OK" || { echo "entry \${PROOF##*/}: NOT under the root"; false; }
done

# 2. The root is signed by the station's key.
PROOF=$CERT/proof
${KEY_COMMANDS}`;

const README = `本目录是一份处置证明：certificate.html 供打印，certificate.json 供程序读取，proof/ 证明所列留痕均在签名日志中。
先设 CERT=本目录，再逐段执行；只需 openssl。
A certificate of disposal: a page to print, JSON for programs, and proof that each entry it names is in the signed log.
Set CERT to this folder, then run the steps; openssl is all it takes.

${CERTIFICATE_COMMANDS}
proof/station.pub 应与该站以其他途径公布的公钥一致。
Compare proof/station.pub with the key the station published by another way.
`;
