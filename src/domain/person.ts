/** People who use the station, and how custody entries name them. */
export const ROLES = ['officer', 'custodian', 'reviewer', 'auditor', 'administrator'] as const;
/**
 * 执法人员, 专管员, 负责人, 审计员, 系统管理员. A reviewer leads: consents to releases and disposals. An auditor reads the
 * custody log and sees no footage; an administrator keeps people, units and cameras and sees no footage either.
 */
export type Role = (typeof ROLES)[number];

/** Whose footage: `own`: what the person recorded; `unit`: what the person's unit and those below it recorded; `all`: everything. */
export const REACHES = ['own', 'unit', 'all'] as const;
export type Reach = (typeof REACHES)[number];

/** `张三 <u_01J…>`: what an entry says of who acted. The number tells apart two people of one name, whatever they are called later. */
export const signatureOf = ({ id, name }: { readonly id: string; readonly name: string }): string => `${name} <${id}>`;

const SIGNED = /<(u_[0-9A-HJKMNP-TV-Z]{26})>$/;

/** The number in a signature; null where it is a mere name. */
export const personIn = (by: string): string | null => SIGNED.exec(by)?.[1] ?? null;

export const nameIn = (by: string): string => by.replace(SIGNED, '').trim();
