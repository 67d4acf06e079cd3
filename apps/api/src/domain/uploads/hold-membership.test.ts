import { UserId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { removeMembership } from '../namespaces/remove-membership.ts';
import { updateMembership } from '../namespaces/update-membership.ts';
import type { Scope } from '../scope.ts';
import { completeUpload } from './complete-upload.ts';
import { receiveFile } from './receive-file.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const receive = (scope: Scope) =>
  receiveFile(scope, {
    door: 'multipart',
    filename: 'diary.md',
    declaredMimeType: null,
    bytes: new TextEncoder().encode('# My diary\n'),
  });
const denied = { code: 'auth.denied' };

test('who was removed while their bytes came has no file, and the bytes go', async () => {
  const site = await domain.addSite();
  const { namespaceId } = site;
  const ada = await site.as('contributor', 'ada');
  const received = await receive(ada);
  const userId = UserId.parse(ada.actor.userId);
  await removeMembership(await site.as('admin', 'boss'), { namespaceId, userId });
  // The request began before and still has the rights of that time.
  await expect(completeUpload(ada, { ...received, fields: {} })).rejects.toMatchObject(denied);
  expect(await domain.services.db.prisma.media.count({ where: { namespaceId } })).toBe(0);
  expect(await ada.storage.head(received.key)).toBeNull();
});

test('who lost the right to upload since they began does not end it', async () => {
  const site = await domain.addSite();
  const { namespaceId } = site;
  const ada = await site.as('contributor', 'ada');
  const received = await receive(ada);
  const userId = UserId.parse(ada.actor.userId);
  await updateMembership(await site.as('admin', 'boss'), { namespaceId, userId, role: 'viewer' });
  const now = await site.as('contributor', 'ada');
  await expect(completeUpload(now, { ...received, fields: {} })).rejects.toMatchObject(denied);
});
