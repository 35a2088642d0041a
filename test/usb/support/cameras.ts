/** Cameras on a shelf of this machine: a folder laid out as the family does it, and the card that holds the same. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createVirtualCamera, type VirtualCameraOptions } from '../../../src/device/testing/index.js';
import { fillCard, makeCardImage, sha256OfFile, type CardFileSystem } from './card-image.js';
import type { Guest } from './guest.js';
import { tool } from './need.js';
import { usbStorage, type UsbDevice, type UsbStick } from './usb-devices.js';

export interface CardCamera {
  readonly name: string;
  /** The folder that is the source of every byte on the card. */
  readonly tree: string;
  readonly image: string;
  /** Of the image before it was ever docked. */
  readonly imageSha256: string;
  /** Path on the camera → SHA-256, of everything that is footage. */
  readonly clips: ReadonlyMap<string, string>;
}

export interface CardCameraOptions extends Pick<VirtualCameraOptions, 'layout' | 'serial' | 'files'> {
  readonly name: string;
  readonly fileSystem: CardFileSystem;
  readonly megabytes: number;
  /** Of the volume, as the camera's own format writes it. */
  readonly label: string;
}

const FOOTAGE = /\.(mp4|m4a|jpg)$/i;

/** @param share the folder that the guest sees at /share */
export async function makeCardCamera(guest: Guest, share: string, options: CardCameraOptions): Promise<CardCamera> {
  const { name, layout, serial, files, fileSystem, megabytes, label } = options;
  const shelf = join(share, 'shelf');
  mkdirSync(shelf, { recursive: true });
  const camera = await createVirtualCamera({ dir: shelf, layout, serial, files, name, officerNo: '350213' });
  const card = makeCardImage(join(share, `${name}.img`), fileSystem, megabytes, label);
  tool('tar', ['-cf', join(share, `${name}.tar`), '-C', camera.root, '.']);
  await fillCard(guest, card, `/share/${name}.tar`);
  const clips = new Map<string, string>();
  for (const { path } of camera.files) {
    if (!FOOTAGE.test(path.text)) continue;
    clips.set(
      path.text,
      createHash('sha256')
        .update(await readFile(join(camera.root, path.text)))
        .digest('hex'),
    );
  }
  return { name, tree: camera.root, image: card.image, imageSha256: await sha256OfFile(card.image), clips };
}

export const dockable = ({ name, image }: CardCamera, plug: Omit<UsbStick, 'id' | 'image'>): UsbDevice =>
  usbStorage({ id: name, image, ...plug });
