import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openS3Storage } from '../../storage/s3.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { makeBucket, startS3Server } from '../../testing/start-s3-server.ts';
import type { Services } from '../scope.ts';
import { agreeOnStorage } from '../storage/agree-on-storage.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import { sweepOrphans } from './sweep-orphans.ts';

const [domain, server] = await Promise.all([openTestDomain(), startS3Server()]);
const temporaryDir = path.join(tmpdir(), `vitrine-sweep-${randomUUID()}`);
const storage = await openS3Storage(await makeBucket(server.endpoint, { temporaryDir }));
afterAll(async () => {
  await storage.close();
  await server.close();
  await domain[Symbol.asyncDispose]();
  await rm(temporaryDir, { recursive: true });
});

test('what a bucket keeps of an upload in parts goes once nobody waits for it', async () => {
  const { namespaceId } = await domain.addSite();
  const services: Services = { ...domain.services, storage };
  const { prisma } = services.db;
  const begin = async (state: 'open' | 'expired') => {
    const id = services.newId();
    const key = landingKeyOf({ namespaceId, id });
    const times = { finishedAt: state === 'expired' ? services.now() : null };
    await prisma.upload.create({
      data: {
        id,
        namespaceId,
        door: 'presigned',
        filename: 'a.mp4',
        quarantineKey: key,
        state,
        ...times,
        declaredSizeBytes: 1000,
      },
    });
    await storage.directUploads?.createMultipart({ key });
    return key;
  };
  const underWay = await begin('open');
  await begin('expired');
  const later = { ...services, now: () => new Date(Date.now() + 2 * 86_400_000) };
  await agreeOnStorage(later);
  expect(await sweepOrphans(later)).toBe(1);
  const left: string[] = [];
  for await (const { key } of storage.list('')) left.push(key);
  expect(left).toEqual([underWay]);
});
