import { expect, test } from 'vitest';
import { createTokenCache } from './create-token-cache.ts';

function world(lifeMs = 900_000) {
  let clockMs = 0;
  let made = 0;
  const asked: ({ namespace?: string } | undefined)[] = [];
  const cache = createTokenCache(
    async (request) => {
      asked.push(request);
      made += 1;
      return { token: `t${made}`, expiresAt: clockMs + lifeMs };
    },
    'site',
    () => clockMs,
  );
  return {
    cache,
    asked,
    pass: (ms: number) => {
      clockMs += ms;
    },
  };
}

test('callers at the same time share one request to the host', async () => {
  const { cache, asked } = world();
  expect(await Promise.all([cache.token(), cache.token(), cache.token()])).toEqual(['t1', 't1', 't1']);
  expect(asked).toEqual([{ namespace: 'site' }]);
});

test('a token is kept until 30 s before it ends', async () => {
  const { cache, pass } = world(900_000);
  expect(await cache.token()).toBe('t1');
  pass(869_000);
  expect(await cache.token()).toBe('t1');
  pass(2_000);
  expect(await cache.token()).toBe('t2');
});

test('a refused token is replaced once, also when several requests were refused with it', async () => {
  const { cache, asked } = world();
  const refused = await cache.token();
  expect(await Promise.all([cache.renew(refused), cache.renew(refused)])).toEqual(['t2', 't2']);
  expect(await cache.renew(refused)).toBe('t2');
  expect(asked).toHaveLength(2);
});

test('a host that fails to give a token is asked again the next time', async () => {
  let fails = true;
  const cache = createTokenCache(async () => {
    if (fails) throw new Error('The session of the host has ended.');
    return { token: 'good', expiresAt: Date.now() + 900_000 };
  }, undefined);
  await expect(cache.token()).rejects.toThrow('The session of the host has ended.');
  fails = false;
  expect(await cache.token()).toBe('good');
});
