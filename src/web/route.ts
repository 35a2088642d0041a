/**
 * One route of the API as data: what it takes, what it answers and what it asks of the caller. The server, the OpenAPI
 * document and the matrix of roles are all made from the same values.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from './access/caller.js';
import type { Sight } from '../store/repositories/clip-sight.js';
import type { Permission } from './access/permissions.js';
import type { Target } from './access/targets.js';
import type { ServedStation } from './served-station.js';

/** `public`: also without a session; `loopback`: without a session, from this machine only; `operator`: the control socket only. */
export type RoutePermission = Permission | 'public' | 'loopback' | 'operator';

export const NOTHING = z.strictObject({});

export interface Call<P, Q, B> {
  readonly station: ServedStation;
  readonly caller: Caller;
  /** Whom custody entries name: the signed-in person; at the control socket whom the body names. */
  readonly by: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What the caller sees with the route's permission; null for everything. */
  readonly sight: () => Sight | null;
  /** Gives the browser the token of a session; null takes it away. */
  readonly give: (token: string | null) => void;
  /** Whether the caller's session is still open and what it was; it does not count as use of it. */
  readonly stillSignedIn: () => boolean;
  /** Ends when the client goes or the server closes. */
  readonly gone: () => AbortSignal;
}

export interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{id}` stands for a part that varies. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: RoutePermission;
  /** The password has to have been given within the last minutes. */
  readonly confirm?: true;
  /** Also for a screen that shows the dock and does nothing else. */
  readonly wall?: true;
  /** Does not count as use of the session: a page that only stands there is idle. */
  readonly quiet?: true;
  readonly params?: P;
  readonly query?: Q;
  /** At the control socket `by` comes beside it; beside the query where there is none. */
  readonly body?: B;
  /** What the call is about: who may not see it is told that it is not there. */
  readonly targets?: (
    call: Pick<Call<z.output<P>, z.output<Q>, z.output<B>>, 'params' | 'query' | 'body'>,
  ) => readonly Target[];
  readonly answer: A;
  /** Other than JSON. */
  readonly answers?: readonly string[];
  readonly bodyBytes?: number;
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => unknown;
}

/** A route whatever its schemas are. */
export interface Route extends Omit<
  RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>,
  'handle' | 'body' | 'targets'
> {
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  /** Null for methods without one. */
  readonly body: z.ZodType | null;
  /** Of an act or a question: what its body's `input` is. */
  readonly input?: z.ZodType;
  readonly targets: (call: Pick<Call<unknown, unknown, unknown>, 'params' | 'query' | 'body'>) => readonly Target[];
  readonly handle: (call: Call<unknown, unknown, unknown>) => unknown;
}

export function route<
  A extends z.ZodType,
  P extends z.ZodType = typeof NOTHING,
  Q extends z.ZodType = typeof NOTHING,
  B extends z.ZodType = typeof NOTHING,
>(spec: RouteSpec<P, Q, B, A>): Route {
  const { handle, targets, ...rest } = spec;
  return {
    ...rest,
    params: spec.params ?? NOTHING,
    query: spec.query ?? NOTHING,
    body: spec.method === 'GET' ? null : (spec.body ?? NOTHING),
    // The server parsed all three by these very schemas.
    targets: (call) => targets?.(call as Call<z.output<P>, z.output<Q>, z.output<B>>) ?? [],
    handle: (call) => handle(call as Call<z.output<P>, z.output<Q>, z.output<B>>),
  };
}
