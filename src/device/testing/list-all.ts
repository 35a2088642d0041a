import type { Camera, ListedFile } from '../camera.js';

/** A camera's whole listing. @throws as `Camera.list` */
export async function listAll(camera: Pick<Camera, 'list'>): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for await (const file of camera.list()) files.push(file);
  return files;
}
