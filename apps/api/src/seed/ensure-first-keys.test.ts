import { stat } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { authenticate } from '../domain/identity/authenticate.ts';
import { openTestDomain } from '../testing/open-test-domain.ts';
import { ensureFirstKeys } from './ensure-first-keys.ts';

const domain = await openTestDomain();
const { services } = domain;
afterAll(() => domain[Symbol.asyncDispose]());

test('the first start makes an operator key and a demo admin key, for the eyes of their owner; the second finds them', async () => {
  const first = await ensureFirstKeys(services);
  expect(first.isNew).toBe(true);
  expect((await stat(first.file)).mode & 0o777).toBe(0o600);
  const callerOf = (key: string) =>
    authenticate(services, { authorization: `Bearer ${key}`, requestId: 'test' });
  expect((await callerOf(first.keys.operator)).actor).toMatchObject({ kind: 'operator', namespaceId: null });
  expect((await callerOf(first.keys.demo)).actor).toMatchObject({
    kind: 'key',
    role: 'admin',
    namespaceId: first.namespaceId,
  });
  const second = await ensureFirstKeys(services);
  expect(second).toEqual({ ...first, isNew: false });
  expect(await services.db.prisma.apiKey.count()).toBe(2);
});

test('a start that died between the file and the rows is made good by the next', async () => {
  const { keys } = await ensureFirstKeys(services);
  await services.db.prisma.apiKey.deleteMany();
  expect((await ensureFirstKeys(services)).keys).toEqual(keys);
  expect(await services.db.prisma.apiKey.count()).toBe(2);
});
