/** A name held against a rulebook, without a database. Pure. */
import { checkName, type NameCheck } from '../../policy/names/check.js';
import type { NamePartRule } from '../../policy/names/rules.js';
import type { NameValues } from '../../policy/names/values.js';
import type { Rulebook } from '../../policy/rulebook/schema.js';
import type { NameFormName } from '../../store/repositories/names.js';

export interface JudgedName {
  readonly rulebook: string;
  readonly form: NameFormName;
  readonly values: NameValues;
  /** Null where the rulebook gives no such name. */
  readonly check: NameCheck | null;
  readonly parts: readonly NamePartRule[];
}

export function judgeName(
  { id, naming }: Rulebook,
  form: NameFormName,
  values: NameValues,
  extension: string,
): JudgedName {
  const rule = naming[form];
  const check = rule && checkName(rule, naming, values, extension);
  return { rulebook: id, form, values, check, parts: rule?.parts.value ?? [] };
}
