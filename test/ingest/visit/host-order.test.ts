import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/device/vendor-host/secret.js';
import { fromHostOrder, toHostOrder } from '../../../src/ingest/visit/host-order.js';
import { InOrder } from '../../../src/ingest/visit/in-order.js';
import { lastWords } from '../../../src/ingest/visit/last-words.js';

const PASSWORD = 'pw-740231';

describe('passwords on their way to a visit', () => {
  it('survive being sent, and are secrets again on the other side', () => {
    const settings = { roots: ['/media'], rescanMs: 1, switchMs: 2, passwords: new Map([['A', new Secret(PASSWORD)]]) };
    const arrived = fromHostOrder(structuredClone(toHostOrder(settings)));
    expect(arrived.passwords.get('A')?.reveal()).toBe(PASSWORD);
    expect(arrived).toMatchObject({ roots: ['/media'], rescanMs: 1, switchMs: 2 });
  });

  it('stay out of the last words of a process', () => {
    const error = new Error(`login ${PASSWORD}`, { cause: { sent: [PASSWORD] } });
    const words = lastWords(error, [new Secret('other'), new Secret(PASSWORD)]);
    expect(words).toContain('login [secret]');
    expect(words).not.toContain(PASSWORD);
  });
});

describe('in order', () => {
  it('each waits for the one before it, and a failure stops nobody', async () => {
    const done: unknown[] = [];
    const order = new InOrder((error) => done.push(error));
    order.add(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push(1);
    });
    order.add(() => {
      throw new Error('2');
    });
    await new Promise<void>((resolve) => {
      order.add(() => {
        done.push(3);
        resolve();
      });
    });
    expect(done).toEqual([1, new Error('2'), 3]);
  });
});
