import { question } from '../act.js';
import { z } from 'zod';
import { requireSubject } from './require-subject.js';
import { subject } from './statement-input.js';

/** Everything that was ever said about a subject, oldest first. @throws BwcError `bwc.store.not_found` */
export const factsSaid = question(z.strictObject({ subject }), ({ store }, input) => {
  requireSubject(store, input.subject);
  return store.statements.said(input.subject);
});
