/** What is answered is what the document says. */
import { expect, it } from 'vitest';
import { ROUTES } from '../../src/web/routes/index.js';
import { clipOf, WebStation } from './support.js';

it('answers of GET routes have the shape that is written down', async () => {
  const station = await WebStation.open();
  const id = await clipOf(station, '350213');
  await station.store.signer.sign();
  const browser = await station.as('custodian');
  for (const route of ROUTES.filter((r) => r.method === 'GET' && r.answers === undefined)) {
    const path = route.path.replace('{id}', route.path.startsWith('/api/clips') ? id : 'x');
    const query = ['/api/clips', '/api/visits'].includes(path) ? '?limit=9' : '';
    const answer = await browser.send('GET', `${path}${path === '/api/events' ? '?limit=9&newestFirst=true' : query}`);
    if (route.path === '/api/visits/{id}' || route.path.startsWith('/api/disposals')) {
      expect(answer.statusCode, path).toBe(404);
      continue;
    }
    expect(answer.statusCode, `${path} ${answer.body}`).toBe(200);
    expect(route.answer.safeParse(answer.json()).error, path).toBeUndefined();
  }
});
