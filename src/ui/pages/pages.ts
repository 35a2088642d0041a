/** The pages there are, each in a bundle of its own: the first one does not wait for the others. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Permission } from '../../web/api-types.js';
import type { TextKey } from '../i18n/translate.js';

export interface Page {
  readonly path: string;
  readonly name: TextKey;
  readonly permission: Permission;
  /** Of the mark in the row of pages: paths of an SVG of 24 by 24. Null for a page of one thing, which others lead to. */
  readonly mark: string | null;
  readonly view: LazyExoticComponent<ComponentType>;
}

export const PAGES: readonly Page[] = [
  {
    path: '/dock',
    name: 'nav.dock',
    permission: 'dock.see',
    mark: 'M4 14v5h16v-5M12 3v11m-4-4 4 4 4-4',
    view: lazy(() => import('../dock/dock-page.js')),
  },
  {
    path: '/due',
    name: 'nav.due',
    permission: 'deadline.see',
    mark: 'M5 4h14v17H5zM9 2v4m6-4v4M8 11l2 2 4-4M8 17h8',
    view: lazy(() => import('../due/due-page.js')),
  },
  {
    path: '/label',
    name: 'nav.label.page',
    permission: 'clip.label',
    mark: 'M3 12V4h8l10 10-8 8zM7.5 7.5h.01',
    view: lazy(() => import('../label/label-page.js')),
  },
  {
    path: '/search',
    name: 'nav.search',
    permission: 'clip.see',
    mark: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21',
    view: lazy(() => import('../search/search-page.js')),
  },
  {
    path: '/clips/',
    name: 'nav.clip',
    permission: 'clip.see',
    mark: null,
    view: lazy(() => import('../clip/clip-page.js')),
  },
];

export const FIRST_PAGE = '/dock';

/** A path that ends in `/` is that of a page of one thing: what it is comes after it. */
export const isAt = ({ path }: Page, place: string): boolean =>
  path.endsWith('/') ? place.startsWith(path) && place.length > path.length : place === path;
