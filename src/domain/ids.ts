/** Identifiers: a letter that says of what, and a ULID (sortable by the time it was made). */
import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** An identifier asks for its randomness byte by byte: each a call into OpenSSL unless some are kept ready. */
const ready = Buffer.alloc(1024);
let used = ready.length;

function random(): number {
  if (used === ready.length) {
    randomFillSync(ready);
    used = 0;
  }
  const byte = ready[used] ?? 0;
  used += 1;
  return byte / 256;
}

const next = monotonicFactory(random);

export type ClipId = `c_${string}`;
export type VisitId = `v_${string}`;
export type CameraId = `cam_${string}`;
export type RecordingId = `r_${string}`;
export type ActivityId = `a_${string}`;
export type CaseId = `k_${string}`;
export type HoldId = `h_${string}`;
export type ApprovalId = `p_${string}`;
export type ProposalId = `d_${string}`;
export type PersonId = `u_${string}`;
export type UnitId = `o_${string}`;
export type SessionId = `s_${string}`;
export type LabelActId = `l_${string}`;

export const newClipId = (): ClipId => `c_${next()}`;
export const newVisitId = (): VisitId => `v_${next()}`;
export const newCameraId = (): CameraId => `cam_${next()}`;
export const newRecordingId = (): RecordingId => `r_${next()}`;
export const newActivityId = (): ActivityId => `a_${next()}`;
export const newCaseId = (): CaseId => `k_${next()}`;
export const newLabelActId = (): LabelActId => `l_${next()}`;
export const newHoldId = (): HoldId => `h_${next()}`;
export const newApprovalId = (): ApprovalId => `p_${next()}`;
export const newProposalId = (): ProposalId => `d_${next()}`;
export const newPersonId = (): PersonId => `u_${next()}`;
export const newUnitId = (): UnitId => `o_${next()}`;
export const newSessionId = (): SessionId => `s_${next()}`;
export const newUlid = (): string => next();
