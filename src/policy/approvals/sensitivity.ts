/**
 * What a mark of secrecy makes of a request. The texts name state secrets, trade secrets and privacy in one breath as
 * what the law keeps secret (Shanghai 第十七条, Siping 第十六条, Pudong 二（二）4, Tianjin 第四十五条): each makes it secret.
 */
import type { SecrecyMark } from '../facts/vocabulary.js';
import type { AccessRequest } from './ladder.js';
import type { Sensitivity } from './rules.js';

export const sensitivityOf = (marks: readonly SecrecyMark[], asked: Sensitivity): Sensitivity =>
  marks.length > 0 ? 'secret' : asked;

export const markedRequest = (marks: readonly SecrecyMark[], request: AccessRequest): AccessRequest => ({
  ...request,
  sensitivity: sensitivityOf(marks, request.sensitivity),
});
