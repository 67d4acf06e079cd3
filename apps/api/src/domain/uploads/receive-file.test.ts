import { afterAll, expect, test } from 'vitest';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { discardReceived, receiveFile } from './receive-file.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const chunkBytes = 100_000;

async function limitedTo(quotaBytes: number) {
  const scope = await (await domain.addSite()).asKey();
  const namespaceId = scope.namespace.id;
  await db.prisma.namespace.update({ where: { id: namespaceId }, data: { quotaBytes } });
  const receive = (bytes: AsyncIterable<Uint8Array>) =>
    receiveFile(scope, {
      door: 'multipart',
      filename: 'a.txt',
      declaredMimeType: null,
      bytes,
      holdBytes: 'as-it-comes',
    });
  const reserved = async () =>
    Number((await db.prisma.namespaceUsage.findUniqueOrThrow({ where: { namespaceId } })).reservedBytes);
  return { scope, receive, reserved };
}

test('a file of unknown length is held as it comes, and refused at the first byte without room', async () => {
  const { scope, receive, reserved } = await limitedTo(1_050_000);
  const seen: number[] = [];
  async function* endless() {
    for (;;) {
      seen.push(await reserved());
      yield new Uint8Array(chunkBytes);
    }
  }
  await expect(receive(endless())).rejects.toMatchObject({ code: 'quota.exceeded' });
  expect(seen).toHaveLength(11);
  expect(seen.every((held, chunks) => held >= chunks * chunkBytes)).toBe(true);
  expect(new Set(seen).size).toBeLessThan(seen.length);
  expect(await reserved()).toBe(0);
  const left: string[] = [];
  for await (const { key } of storage.list(`${scope.namespace.id}/`)) left.push(key);
  expect(left).toEqual([]);
});

test('a file that fits to the byte is taken, and holds what it has', async () => {
  const { scope, receive, reserved } = await limitedTo(3 * chunkBytes);
  async function* three() {
    for (let i = 0; i < 3; i++) yield await Promise.resolve(new Uint8Array(chunkBytes));
  }
  const received = await receive(three());
  expect(received).toMatchObject({ sizeBytes: 3 * chunkBytes, reservedBytes: 3 * chunkBytes });
  expect(await reserved()).toBe(3 * chunkBytes);
  await discardReceived(scope, [received]);
  expect(await reserved()).toBe(0);
});
