/** Where the page is: `#/label?clip=…`. After the hash, so that every address is served by the same file. */
import { Store, useStore } from './lib/store.js';

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return { path: path === '' ? '/' : path, query: new URLSearchParams(query) };
}

const place = new Store<Place>(placeOf(location.hash));
addEventListener('hashchange', () => {
  place.set(placeOf(location.hash));
});

export const usePlace = (): Place => useStore(place);

export const hrefOf = (path: string, query: Readonly<Record<string, string>> = {}): string => {
  const text = new URLSearchParams(query).toString();
  return `#${path}${text === '' ? '' : `?${text}`}`;
};

export function goTo(path: string, query: Readonly<Record<string, string>> = {}): void {
  location.hash = hrefOf(path, query);
}

/** A part of a path, counted from 1, as it was before it became part of an address; what is no such thing stands for itself. */
export function partOf(path: string, n: number): string {
  const part = path.split('/')[n] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
