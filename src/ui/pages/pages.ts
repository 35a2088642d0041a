/** The pages there are, each in a bundle of its own: the first one does not wait for the others. */
import type { ComponentType } from 'react';
import type { Permission } from '../../web/api-types.js';
import type { TextKey } from '../i18n/translate.js';
import { page } from './page.js';

export interface Page {
  readonly path: string;
  readonly name: TextKey;
  readonly permission: Permission;
  /** Of the mark in the row of pages: paths of an SVG of 24 by 24. Null for a page of one thing, which others lead to. */
  readonly mark: string | null;
  readonly view: ComponentType;
}

export const PAGES: readonly Page[] = [
  {
    path: '/dock',
    name: 'nav.dock',
    permission: 'dock.see',
    mark: 'M4 14v5h16v-5M12 3v11m-4-4 4 4 4-4',
    view: page(() => import('../dock/dock-page.js')),
  },
  {
    path: '/due',
    name: 'nav.due',
    permission: 'deadline.see',
    mark: 'M5 4h14v17H5zM9 2v4m6-4v4M8 11l2 2 4-4M8 17h8',
    view: page(() => import('../due/due-page.js')),
  },
  {
    path: '/label',
    name: 'nav.label.page',
    permission: 'clip.label',
    mark: 'M3 12V4h8l10 10-8 8zM7.5 7.5h.01',
    view: page(() => import('../label/label-page.js')),
  },
  {
    path: '/search',
    name: 'nav.search',
    permission: 'clip.see',
    mark: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21',
    view: page(() => import('../search/search-page.js')),
  },
  {
    path: '/clips/',
    name: 'nav.clip',
    permission: 'clip.see',
    mark: null,
    view: page(() => import('../clip/clip-page.js')),
  },
  {
    path: '/cases',
    name: 'nav.cases',
    permission: 'clip.see',
    mark: 'M3 7V5h7l2 2h9v13H3zM3 11h18',
    view: page(() => import('../tables/cases-page.js')),
  },
  {
    path: '/cameras',
    name: 'nav.cameras',
    permission: 'camera.see',
    mark: 'M8 3h8v18H8zM12 7.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3M10.5 14h3m-3 3h3',
    view: page(() => import('../tables/cameras-page.js')),
  },
  {
    path: '/people',
    name: 'nav.people',
    permission: 'people.see',
    mark: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-5 3-7 8-7s8 2 8 7',
    view: page(() => import('../tables/people-page.js')),
  },
  {
    path: '/units',
    name: 'nav.units',
    permission: 'people.see',
    mark: 'M9 3h6v5H9zM3 16h6v5H3zm12 0h6v5h-6zM12 8v4M6 16v-4h12v4',
    view: page(() => import('../tables/units-page.js')),
  },
  {
    path: '/station',
    name: 'nav.station',
    permission: 'rules.see',
    mark: 'M3 12h4l3 7 4-14 3 7h4',
    view: page(() => import('../station/station-page.js')),
  },
];

export const FIRST_PAGE = '/dock';

/** A path that ends in `/` is that of a page of one thing: what it is comes after it. */
export const isAt = ({ path }: Page, place: string): boolean =>
  path.endsWith('/') ? place.startsWith(path) && place.length > path.length : place === path;
