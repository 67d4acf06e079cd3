import { expect, test } from 'vitest';
import { createTurnstile } from './create-turnstile.ts';

test('lets so many in at a time, and the others in the order they came', async () => {
  const turnstile = createTurnstile({ places: 2 });
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      using _pass = await turnstile.enter();
      order.push(index);
      most = Math.max(most, ++inside);
      await Promise.resolve();
      inside--;
    }),
  );
  expect(most).toBe(2);
  expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test('who is slow keeps nobody waiting for ever, and leaves once', async () => {
  const turnstile = createTurnstile({ places: 1, lentForMs: 20 });
  const slow = await turnstile.enter();
  const next = await turnstile.enter();
  slow[Symbol.dispose]();
  let isThirdIn = false;
  const third = turnstile.enter().then((pass) => {
    isThirdIn = true;
    return pass;
  });
  await Promise.resolve();
  expect(isThirdIn).toBe(false);
  next[Symbol.dispose]();
  (await third)[Symbol.dispose]();
});
