/**
 * The HTTP API, a thin skin over the station: the same routes on the control socket, where the operator at the machine calls,
 * and over TCP, where people sign in. `buildServer` does not listen.
 */
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { z } from 'zod';
import { BwcError } from '../domain/errors.js';
import { signatureOf } from '../domain/person.js';
import { authorise } from './access/authorise.js';
import { NOBODY, OPERATOR, type Caller } from './access/caller.js';
import { errorAnswer } from './errors.js';
import { PageEncodings } from './page-encodings.js';
import { pageFor, type Pages } from './pages.js';
import type { Route } from './route.js';
import { ROUTES } from './routes/index.js';
import { requireSameSite, type Site } from './same-site.js';
import { securityHeaders } from './security-headers.js';
import type { ServedStation } from './served-station.js';
import { clearCookie, setCookie, tokenIn } from './session-cookie.js';

/** Where requests come in: who calls, and what has to be said to browsers. */
export type Face = { readonly kind: 'socket' } | ({ readonly kind: 'web'; readonly pages: Pages } & Site);

export interface ServerOptions extends Pick<FastifyServerOptions, 'serverFactory'> {
  /** Told of what nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
}

const BODY_BYTES = 64 * 1024;

export function buildServer(
  station: ServedStation,
  face: Face = { kind: 'socket' },
  { onFault, ...options }: ServerOptions = {},
): FastifyInstance {
  const headers = face.kind === 'web' ? securityHeaders(face.tls) : {};
  const failed = (error: unknown, reply: FastifyReply): FastifyReply => {
    const { status, answer } = errorAnswer(error, face.kind === 'socket');
    if (status >= 500) onFault?.(error);
    if (status === 429) void reply.header('retry-after', answer.details['seconds']);
    return reply.code(status).send(answer);
  };
  const app = fastify({
    ...options,
    logger: false,
    bodyLimit: BODY_BYTES,
    routerOptions: { maxParamLength: 256 },
    // A path that cannot be decoded has no route, and so none of the hooks.
    frameworkErrors: (error, _request, reply) => {
      void reply.headers(headers);
      failed(error, reply);
    },
  });
  // Only JSON is read: a form of another site cannot send that.
  app.removeContentTypeParser('text/plain');
  const closing = new AbortController();
  app.addHook('preClose', () => {
    closing.abort();
  });
  app.setErrorHandler((error, _request, reply) => failed(error, reply));
  app.setNotFoundHandler((request, reply) => failed(notThere(request), reply));
  if (face.kind === 'web') guard(app, face, headers);
  for (const route of ROUTES) serve(app, station, face, route, closing.signal);
  if (face.kind === 'web') servePages(app, face.pages);
  return app;
}

function guard(app: FastifyInstance, site: Site, headers: Readonly<Record<string, string>>): void {
  app.addHook('onRequest', (request, reply, next) => {
    reply.headers(headers);
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
    requireSameSite(request, site);
    next();
  });
}

const notThere = ({ method, url }: FastifyRequest): BwcError =>
  new BwcError('bwc.store.not_found', `there is no ${method} ${url}`);

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const fromHere = (face: Face, { ip }: FastifyRequest): boolean => face.kind === 'socket' || LOOPBACK.test(ip);

const bySchema = z.looseObject({ by: z.string() });

function serve(app: FastifyInstance, station: ServedStation, face: Face, route: Route, closing: AbortSignal): void {
  const tls = face.kind === 'web' && face.tls;
  const caller = (request: FastifyRequest, touch: boolean): Caller => {
    if (face.kind === 'socket') return OPERATOR;
    const token = tokenIn(request.headers.cookie, tls);
    return (token === undefined ? undefined : station.page.accounts.callerOf(token, touch)) ?? NOBODY;
  };
  const asked = { permission: route.permission, confirm: route.confirm === true, wall: route.wall === true };
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    ...(route.bodyBytes === undefined ? {} : { bodyLimit: route.bodyBytes }),
    // Before the body is read: who may not call has nothing to say.
    onRequest: (request, _reply, next) => {
      if (route.permission === 'loopback' && !fromHere(face, request)) throw notThere(request);
      authorise(caller(request, false), asked, station.page.accounts.now());
      next();
    },
    handler: async (request, reply) => {
      // Looked up anew: a session that ended while the body came has ended.
      const who = caller(request, route.permission !== 'public' && route.quiet !== true);
      authorise(who, asked, station.page.accounts.now());
      const { by, body, query } = said(who, request);
      const given = {
        params: route.params.parse(request.params),
        query: route.query.parse(query),
        body: route.body?.parse(body ?? {}),
      };
      station.page.reaches.require(who, route.permission, route.targets(given));
      return await route.handle({
        ...given,
        station,
        sight: () => station.page.reaches.sight(who, route.permission),
        caller: who,
        by,
        request,
        reply,
        give: (token) => {
          void reply.header('set-cookie', token === null ? clearCookie(tls) : setCookie(token, tls));
        },
        stillSignedIn: () => sameSession(who, caller(request, false)),
        gone: () => {
          const gone = new AbortController();
          request.raw.on('close', () => {
            gone.abort();
          });
          return AbortSignal.any([gone.signal, closing]);
        },
      });
    },
  });
}

/** At the control socket the body says who acts, or the query of a GET; over TCP only the session does. */
function said(caller: Caller, { method, body, query }: FastifyRequest): Said {
  if (caller.kind === 'person') return { by: signatureOf(caller), body, query };
  const named = caller.kind === 'operator' ? bySchema.safeParse(method === 'GET' ? query : body) : undefined;
  if (named?.success !== true) return { by: '', body, query };
  const { by, ...rest } = named.data;
  return method === 'GET' ? { by, body, query: rest } : { by, body: rest, query };
}

/** A session that became a wall is told less from then on. */
const sameSession = (before: Caller, now: Caller): boolean =>
  now.kind === 'person' && before.kind === 'person' ? now.wall === before.wall : now.kind !== 'nobody';

interface Said {
  readonly by: string;
  readonly body: unknown;
  readonly query: unknown;
}

function servePages(app: FastifyInstance, pages: Pages): void {
  const encodings = new PageEncodings();
  app.get('/*', async (request, reply) => {
    const page = pageFor(pages, request.url.split('?')[0] ?? '/');
    if (page === undefined) {
      reply.callNotFound();
      return reply;
    }
    void reply.headers({
      etag: page.etag,
      vary: 'accept-encoding',
      'cache-control': page.lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
    const encoded = await encodings.of(page, request.headers['accept-encoding']?.toString());
    if (encoded === null) return reply.type(page.type).send(page.bytes);
    return reply.type(page.type).header('content-encoding', encoded.encoding).send(encoded.bytes);
  });
}
