/** The API as an OpenAPI 3.1 document, made of the very routes, schemas and types that the server is made of. */
import { z } from 'zod';
import { ERROR_CODES } from '../domain/errors.js';
import type { Route } from './route.js';
import { ROUTES } from './routes/index.js';

export interface Schema {
  readonly [key: string]: unknown;
}

/** Of routes whose answers are the station's own types (`answer-types.ts`). */
export interface AnswerSchemas {
  /** By method and path. */
  readonly answers: ReadonlyMap<string, Schema>;
  /** Named types, for `components.schemas`. */
  readonly components: Readonly<Record<string, Schema>>;
}

interface JsonSchema extends Schema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** @param io what comes in is described before it is read, what goes out as it is */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const json = Object.entries(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  return Object.fromEntries(json.filter(([key]) => key !== '$schema'));
}

function parameters(where: 'path' | 'query', schema: z.ZodType): object[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: of,
  }));
}

function bodyOf({ body, input }: Route): object {
  if (body === null) return {};
  const json = input === undefined ? schemaOf(body, 'input') : inputOf(input);
  if (Object.keys(json.properties ?? {}).length === 0) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: json } } } };
}

const inputOf = (input: z.ZodType): JsonSchema => ({
  type: 'object',
  properties: { input: schemaOf(input, 'input') },
  required: ['input'],
  additionalProperties: false,
});

const ERROR = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };

function refusals({ permission, confirm }: Route): object {
  return {
    400: { description: 'It has another shape', ...ERROR },
    ...(permission === 'public' ? {} : { 401: { description: 'Nobody is signed in', ...ERROR } }),
    403: {
      description:
        confirm === true ? 'Not for this role, or the password is wanted once more' : 'Not for this role or page',
      ...ERROR,
    },
    404: { description: 'There is no such thing, or it is not for this person', ...ERROR },
    422: { description: 'Refused because of what it says or how things stand', ...ERROR },
  };
}

const operation = (route: Route, answer: Schema): object => ({
  operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, c?: string) => c?.toUpperCase() ?? '')}`,
  summary: route.summary,
  'x-permission': route.permission,
  ...(route.confirm === true ? { 'x-confirm': true } : {}),
  ...(['public', 'loopback'].includes(route.permission) ? { security: [] } : {}),
  parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
  ...bodyOf(route),
  responses: {
    200: {
      description: 'Done',
      content: Object.fromEntries((route.answers ?? ['application/json']).map((type) => [type, { schema: answer }])),
    },
    ...refusals(route),
  },
});

export function openApiDocument({ answers, components }: AnswerSchemas): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ROUTES) {
    const { method, path, answer } = route;
    const told = answers.get(`${method} ${path}`) ?? schemaOf(answer, 'output');
    (paths[path] ??= {})[method.toLowerCase()] = operation(route, told);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'bwc-station',
      version: '1',
      description:
        'Ingest station for body-worn cameras. The same routes are served on the control socket, where the operator at the machine calls and the body of an act, or the query of a GET, says who acts (by), and over TCP, where the signed-in person acts.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'bwc_session',
          description: 'Set by signing in; named __Host-bwc_session where the page is served with TLS',
        },
      },
      schemas: {
        ...components,
        Error: {
          type: 'object',
          properties: {
            code: { type: 'string', enum: ERROR_CODES },
            message: { type: 'string', description: 'In English, for logs; people see the text of the code' },
            details: {
              type: 'object',
              additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
            },
          },
          required: ['code', 'message', 'details'],
        },
      },
    },
  };
}
