/**
 * Taking one file off a camera once the archive holds it. Every doubt refuses: the object is looked for anew, must be what
 * was listed and stored, by name, size, dates and protection, and what was asked is looked at afterwards. The deletion itself
 * is sent once at most: a handle that means something else by then must never be tried again.
 */
import type { EraseProof } from '../../domain/erase.js';
import type { ClipSource, EraseProgress, ListedFile } from '../camera.js';
import { refused, sha256Of, unconfirmed } from '../erasing.js';
import { OperationCode } from './codec/operations.js';
import type { FolderTree } from './folder-tree.js';
import { isRefusal } from './link-error.js';
import type { MtpLink } from './link.js';
import { locate, type LocatedObject, siblingsOf } from './locate.js';
import { describeObject, ROOT } from './objects.js';

export interface EraseContext {
  readonly link: MtpLink;
  readonly tree: FolderTree;
  readonly open: (file: ListedFile) => Promise<ClipSource>;
  /** Read the clip from the camera a second time, whole, and compare: some devices send other bytes each time (libgphoto2 issue 265). */
  readonly secondRead: boolean;
  /** Told how far the second read has come. */
  readonly onProgress?: EraseProgress | undefined;
}

/** Handles that delete everything: the standard's own, and the one QEMU takes for it (`usb_mtp_object_delete`). */
const EVERYTHING: readonly number[] = [0, ROOT, 0x0fffffff];

/**
 * @throws DeviceError `bwc.device.erase_refused`: nothing was erased; `bwc.device.erase_unconfirmed`: it was asked for, and
 * the camera does not show the outcome that was wanted; `bwc.device.gone`, `bwc.device.timeout`, `bwc.device.read_error`
 */
export async function eraseFile(file: ListedFile, proof: EraseProof, context: EraseContext): Promise<void> {
  const { link, tree } = context;
  if (file.locked !== false) throw refused(file, 'it is protected on the camera');
  if (proof.bytes !== file.bytes) throw refused(file, `the archive holds ${String(proof.bytes)} bytes of it`);
  tree.forgetHandles();
  await confirmSource(file, proof, context);
  const { generation } = link;
  const target = await locate(tree, file.path);
  if (target === null) throw refused(file, 'it is not on the camera any more');
  confirmObject(file, target);
  const { handle } = target.object;
  let sent = false;
  await link.use(async (session) => {
    // The link broke meanwhile: handles may mean something else, or the deletion may have been done.
    if (sent) return;
    if (link.generation !== generation) throw refused(file, 'the link to the camera broke while it was looked at');
    sent = true;
    try {
      await session.run(OperationCode.DeleteObject, [handle, 0]);
    } catch (error) {
      if (isRefusal(error)) throw refused(file, error.message, error);
      throw error;
    }
  });
  await confirmErased(file, target, context);
}

/** What can be seen and read of it is what was listed and stored. */
async function confirmSource(
  file: ListedFile,
  proof: EraseProof,
  { open, secondRead, onProgress }: EraseContext,
): Promise<void> {
  const source = await open(file);
  try {
    if (secondRead && (await sha256Of(source, onProgress)) !== proof.sha256) {
      throw refused(file, 'read again, the camera sends other bytes than those that were stored');
    }
    const now = await source.restat();
    if (source.bytes !== file.bytes || now.bytes !== file.bytes || now.stamp !== file.stamp) {
      throw refused(file, 'it is no longer the file that was listed');
    }
  } finally {
    await source.close();
  }
}

function confirmObject(file: ListedFile, { object }: LocatedObject): void {
  const { handle, isFolder, bytes, locked } = object;
  if (EVERYTHING.includes(handle)) throw refused(file, `its handle ${String(handle)} may mean everything there is`);
  if (isFolder) throw refused(file, 'it is a folder now');
  if (bytes !== BigInt(file.bytes)) throw refused(file, 'it has another size now');
  if (locked) throw refused(file, 'it is protected on the camera now');
}

/** It is gone, and nothing else is. */
async function confirmErased(file: ListedFile, before: LocatedObject, { link, tree }: EraseContext): Promise<void> {
  const { handle } = before.object;
  if ((await locate(tree, file.path)) !== null) throw unconfirmed(file, 'it is still there');
  await link.use(async (session) => {
    const there = await describeObject(session, handle).catch((error: unknown) => {
      if (isRefusal(error)) return null;
      throw error;
    });
    if (there !== null && there.name === before.object.name) throw unconfirmed(file, 'its handle still answers');
  });
  const beside = await siblingsOf(tree, file.path);
  const lost = before.siblings.filter((name) => !beside.includes(name));
  if (lost.length > 0) throw unconfirmed(file, `${String(lost.length)} other objects vanished with it`);
}
