/** The words in which facts about a recording are told: the same for all rulebooks, which pick those they speak of. */

/** The moments a time limit can start from. */
export const MOMENTS = [
  'recordingStart',
  'recordingEnd',
  'activityStart',
  'activityEnd',
  'workDayEnd',
  'returnToUnit',
  'uploadedAt',
  'deliveredAt',
  'caseClosed',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** What made the recording. */
export const SOURCE_KINDS = [
  'bodyCamera',
  'phone',
  'camcorder',
  'stillCamera',
  'audioRecorder',
  'fixedCamera',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What the recording shows or became; a rulebook's retention and its barred exceptions hang on these. */
export const FLAGS = [
  // used as evidence (证据)
  'evidence.penalty',
  'evidence.compulsion',
  'evidence.licence',
  'evidence.levy',
  'evidence.inspection',
  'evidence.other',
  // what happened on site
  'obstruction',
  'nonCooperation',
  'disputeOrConflict',
  'suddenIncident',
  'massIncident',
  'majorDifficultComplex',
  'publicInterestOrSafety',
  'sensitivePublicOpinion',
  'guidanceOnly',
  // what came of it, often long after ingest
  'objection',
  'complaint',
  'petition',
  'reconsideration',
  'litigation',
  'likelyPetitionOrComplaint',
  'important',
] as const;
export type Flag = (typeof FLAGS)[number];

/** Why something could not be done as the rule has it. */
export const REASONS = [
  'continuousDuty',
  'awayFromArea',
  'remoteOrPoorTransport',
  'specialCircumstances',
  'cameraLost',
  'cameraFaulty',
] as const;
export type Reason = (typeof REASONS)[number];

/** What the recording holds that must be kept secret (涉及国家秘密、商业秘密、个人隐私). */
export const SECRECY_MARKS = ['stateSecret', 'tradeSecret', 'privacy'] as const;
export type SecrecyMark = (typeof SECRECY_MARKS)[number];
