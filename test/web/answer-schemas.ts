/** JSON Schemas of what routes answer, made of the very types (`src/web/answer-types.ts`): neither can change alone. */
import { resolve } from 'node:path';
import ts from 'typescript';
import type { AnswerSchemas, Schema } from '../../src/web/openapi.js';

const ROOT = resolve(import.meta.dirname, '../..');
const FILE = resolve(ROOT, 'src/web/answer-types.ts');

export function answerSchemas(): AnswerSchemas {
  const { config } = ts.readConfigFile(resolve(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram([FILE], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(FILE);
  const answers = source?.statements.find((s) => ts.isTypeAliasDeclaration(s) && s.name.text === 'Answers');
  if (answers === undefined) throw new Error(`${FILE} has no Answers`);
  const made = new Maker(checker);
  const routes = checker.getPropertiesOfType(checker.getTypeAtLocation(answers));
  return {
    answers: new Map(routes.map((route) => [route.name, made.of(checker.getTypeOfSymbol(route))])),
    components: Object.fromEntries(Object.entries(made.components).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Anything that JSON can say. */
const ANYTHING = {};

class Maker {
  readonly components: Record<string, Schema> = {};
  readonly #named = new Map<ts.Type, string>();

  constructor(private readonly checker: ts.TypeChecker) {}

  of(type: ts.Type): Schema {
    if (type.aliasSymbol?.name === 'Json') return ANYTHING;
    if (type.isUnion()) return this.#union(type);
    return scalar(type) ?? this.#list(type) ?? this.#byName(type);
  }

  #union(type: ts.UnionType): Schema {
    const some = type.types.filter((t) => (t.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0);
    const each = some.map((t) => this.of(t));
    const values = each.flatMap((s) => ('const' in s ? [s['const']] : []));
    const rest = each.filter((s) => !('const' in s));
    const both = values.includes(true) && values.includes(false);
    const left = both ? values.filter((v) => typeof v !== 'boolean') : values;
    const parts = [
      ...(left.length === 0 ? [] : [left.length === 1 ? { const: left[0] } : { enum: inOrder(left) }]),
      ...(both ? [{ type: 'boolean' }] : []),
      ...rest,
    ];
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { anyOf: inOrder(parts) };
  }

  #list(type: ts.Type): Schema | undefined {
    if (!this.checker.isArrayType(type) && !this.checker.isTupleType(type)) return undefined;
    const items = this.checker.getTypeArguments(type as ts.TypeReference).map((t) => this.of(t));
    if (this.checker.isArrayType(type)) return { type: 'array', items: items[0] ?? ANYTHING };
    return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length };
  }

  /** Interfaces and other types with a name are told once. */
  #byName(type: ts.Type): Schema {
    const { aliasSymbol, aliasTypeArguments } = type;
    const own = aliasTypeArguments === undefined ? (aliasSymbol ?? type.getSymbol())?.name : undefined;
    const generic = this.checker.getTypeArguments(type as ts.TypeReference).length > 0;
    if (own === undefined || own.startsWith('__') || generic) return this.#object(type);
    const known = this.#named.get(type);
    if (known !== undefined) return ref(known);
    // Two types of one name in two files are two.
    let name = own;
    for (let n = 2; name in this.components; n += 1) name = `${own}${String(n)}`;
    this.#named.set(type, name);
    this.components[name] = ANYTHING;
    this.components[name] = this.#object(type);
    return ref(name);
  }

  #object(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.checker.getPropertiesOfType(type)) {
      const of = this.checker.getTypeOfSymbol(property);
      properties[property.name] = this.of(of);
      const maybe = (property.flags & ts.SymbolFlags.Optional) !== 0 || mayBeUndefined(of);
      if (!maybe) required.push(property.name);
    }
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: index === undefined ? false : this.of(index.type),
    };
  }
}

/** The compiler's own order follows from what it saw first. */
const inOrder = <T>(parts: readonly T[]): T[] =>
  [...parts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const mayBeUndefined = (type: ts.Type): boolean =>
  type.isUnion() ? type.types.some(mayBeUndefined) : (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;

function scalar(type: ts.Type): Schema | undefined {
  const { flags } = type;
  if (type.isIntersection() && type.types.some((t) => (t.flags & ts.TypeFlags.String) !== 0)) return { type: 'string' };
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if ((flags & ts.TypeFlags.BooleanLiteral) !== 0)
    return { const: (type as ts.Type & { intrinsicName: string }).intrinsicName === 'true' };
  if ((flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return ANYTHING;
  if ((flags & ts.TypeFlags.StringLike) !== 0) return { type: 'string' };
  if ((flags & ts.TypeFlags.NumberLike) !== 0) return { type: 'number' };
  if ((flags & ts.TypeFlags.BooleanLike) !== 0) return { type: 'boolean' };
  return (flags & ts.TypeFlags.Null) === 0 ? undefined : { type: 'null' };
}
