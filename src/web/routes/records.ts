/** Every act and every question of `src/records` is a route of its own. */
import { z } from 'zod';
import { ACTS, QUESTIONS, type ActName, type QuestionName } from '../../records/index.js';
import { ACT_WANTS, QUESTION_WANTS } from '../access/acts.js';
import { actTargets, questionTargets } from '../access/targets.js';
import { route, type Route } from '../route.js';

/** An act may name each of a hundred thousand clips. */
const ACT_BYTES = 8 * 2 ** 20;

/** What is asked or said is read where it is asked or said: an answer of an act names the key that does not fit. */
const body = z.strictObject({ input: z.unknown() });
const anything = z.unknown();

const actRoute = (name: ActName): Route => ({
  ...route({
    method: 'POST',
    path: `/api/acts/${name}`,
    summary: `Put on record: ${name}`,
    permission: ACT_WANTS[name].permission,
    ...(ACT_WANTS[name].confirm ? { confirm: true } : {}),
    body,
    answer: anything,
    bodyBytes: ACT_BYTES,
    targets: ({ body: { input } }) => actTargets(name, input),
    handle: ({ station, body: { input }, by }) => station.act(name, input as never, by),
  }),
  input: ACTS[name].input,
});

const questionRoute = (name: QuestionName): Route => ({
  ...route({
    method: 'POST',
    path: `/api/questions/${name}`,
    summary: `Ask: ${name}`,
    permission: QUESTION_WANTS[name].permission,
    body,
    answer: anything,
    targets: ({ body: { input } }) => questionTargets(name, input),
    handle: ({ station, body: { input }, sight }) => station.queries.ask(name, input as never, sight()),
  }),
  input: QUESTIONS[name].input,
});

export const RECORD_ROUTES: readonly Route[] = [
  ...(Object.keys(ACTS) as ActName[]).map(actRoute),
  ...(Object.keys(QUESTIONS) as QuestionName[]).map(questionRoute),
];
