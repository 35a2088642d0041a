/** Writes a clip's proof as plain files, so that sha256sum and openssl are all an outsider needs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipProof } from '../store/custody/clip-proof.js';

export async function writeClipProof(proof: ClipProof, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
  const write = (name: string, content: string | Buffer): Promise<void> => writeFile(join(dir, name), content);
  await write('entry.json', Buffer.from(proof.entryBase64, 'base64'));
  await write('path.txt', proof.path.map(({ side, hash }) => `${side} ${base64(hash)}\n`).join(''));
  await write('checkpoint.txt', proof.checkpoint);
  await write('station.pub', proof.publicKey);
  await write('SHA256SUMS', `${proof.sha256}  ${proof.storedPath}\n`);
  await write('README.txt', README);
}

/** From $PROOF/entry.json up to a root, which is left in $h. */
export const CLIMB_COMMANDS = `h=$({ printf '\\000'; cat "$PROOF/entry.json"; } | openssl dgst -sha256 -binary | openssl base64)
while read -r side sibling; do
  if [ "$side" = left ]; then l=$sibling r=$h; else l=$h r=$sibling; fi
  h=$({ printf '\\001'; echo "$l" | openssl base64 -d; echo "$r" | openssl base64 -d; } | openssl dgst -sha256 -binary | openssl base64)
done < "$PROOF/path.txt"`;

export const KEY_COMMANDS = `head -n 3 "$PROOF/checkpoint.txt" > "$PROOF/signed.txt"
sed -n 's/^— [^ ]* //p' "$PROOF/checkpoint.txt" | openssl base64 -d -A | tail -c 64 > "$PROOF/signature.bin"
openssl pkeyutl -verify -pubin -inkey "$PROOF/station.pub" -rawin -in "$PROOF/signed.txt" -sigfile "$PROOF/signature.bin"
`;

/** Said again in the project's README, where a test runs it. */
export const CHECK_COMMANDS = `# 1. The original is the file on record (run in the station's data directory, or beside a copy of originals/):
sha256sum -c "$PROOF/SHA256SUMS"
grep -c "$(cut -c1-64 "$PROOF/SHA256SUMS")" "$PROOF/entry.json"

# 2. The record is under the signed root: climb from the entry to the root of the tree.
${CLIMB_COMMANDS}
[ "$h" = "$(sed -n 3p "$PROOF/checkpoint.txt")" ] && echo "root: OK"

# 3. The root is signed by the station's key.
${KEY_COMMANDS}`;

const README = `本目录用于核验一个音视频原件，只需 sha256sum 和 openssl。先设 PROOF=本目录，再逐段执行。
This folder lets anybody check one original with sha256sum and openssl. Set PROOF to this folder, then run the steps.

${CHECK_COMMANDS}
station.pub 应与该站以其他途径公布的公钥一致。
Compare station.pub with the key the station published by another way.
`;
