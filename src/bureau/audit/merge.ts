/** Two lists that stand in the same order, walked together: neither has to fit into memory. */

export interface Keyed {
  readonly key: string;
}

/** Each key of either, with what each side has of it. Both in byte order of their ASCII keys. */
export async function* sideBySide<A extends Keyed, B extends Keyed>(
  left: AsyncIterable<A>,
  right: AsyncIterable<B>,
): AsyncGenerator<{ readonly left: A | null; readonly right: B | null }> {
  const [l, r] = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()];
  let [a, b] = [await nextOf(l), await nextOf(r)];
  while (a !== null || b !== null) {
    if (b === null || (a !== null && a.key < b.key)) {
      yield { left: a, right: null };
      a = await nextOf(l);
    } else if (a === null || b.key < a.key) {
      yield { left: null, right: b };
      b = await nextOf(r);
    } else {
      yield { left: a, right: b };
      [a, b] = [await nextOf(l), await nextOf(r)];
    }
  }
}

/** What all of them hold, in order; of one key that several have, all of it one after the other. */
export async function* together<T extends Keyed>(lists: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  const heads = await Promise.all(
    lists.map(async (list) => {
      const rest = list[Symbol.asyncIterator]();
      return { rest, head: await nextOf(rest) };
    }),
  );
  for (;;) {
    const first = heads
      .filter(({ head }) => head !== null)
      .reduce<(typeof heads)[number] | null>(
        (least, one) => (least === null || before(one.head, least.head) ? one : least),
        null,
      );
    if (first?.head == null) return;
    yield first.head;
    first.head = await nextOf(first.rest);
  }
}

const before = (a: Keyed | null, b: Keyed | null): boolean => a !== null && b !== null && a.key < b.key;

async function nextOf<T>(iterator: AsyncIterator<T>): Promise<T | null> {
  const { done, value } = (await iterator.next()) as IteratorResult<T, undefined>;
  return done === true ? null : value;
}
