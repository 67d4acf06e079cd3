import { afterAll, expect, test } from 'vitest';
import { MediaError } from '../../errors/media-error.ts';
import { drawQuarters } from '../../processing/draw-fixtures.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { getMedia } from '../media/get-media.ts';
import { addReference } from '../references/add-reference.ts';
import { getMediaUsage } from '../references/get-media-usage.ts';
import type { Scope } from '../scope.ts';
import { completeUpload } from '../uploads/complete-upload.ts';
import { readUploadFields } from '../uploads/read-upload-fields.ts';
import { receiveFile } from '../uploads/receive-file.ts';
import { compareVersions } from './compare-versions.ts';
import { listVersions } from './list-versions.ts';
import { removeVersions } from './remove-versions.ts';
import { replaceMedia } from './replace-media.ts';
import { restoreVersion } from './restore-version.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const content = { type: 'page', id: 'p1', locale: '', state: 'published' as const, title: '', url: null };
const historyOf = async (scope: Scope, id: string) =>
  (await listVersions(scope, { id })).map(({ number, isCurrent, note }) => [number, isCurrent, note]);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof MediaError ? error.code : String(error)),
  );

test('a replaced file keeps its id, URL, words and uses; its history says what changed, when and by whom', async () => {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const id = await uploadText(editor, { title: 'Prices', text: 'one\n', filename: 'prices 2025.md' });
  await addReference(editor, { mediaId: id, content, fieldPath: '' });
  const before = await getMedia(editor, { id });
  expect(
    await uploadText(editor, { text: 'two\n', filename: 'prices.md', replaces: id, note: 'New year' }),
  ).toBe(id);

  const after = await getMedia(editor, { id });
  expect(after).toMatchObject({
    ...before,
    version: 2,
    revision: before.revision + 1,
    originalFilename: 'prices.md',
    hash: expect.not.stringMatching(before.hash),
    updatedAt: expect.any(String),
  });
  expect((await getMediaUsage(editor, { mediaId: id })).referenceCount).toBe(1);
  const [second, first] = await listVersions(editor, { id });
  expect(second).toMatchObject({
    number: 2,
    isCurrent: true,
    note: 'New year',
    createdBy: { id: editor.actor.userId },
  });
  expect(first).toMatchObject({ number: 1, isCurrent: false, note: '', hash: before.hash });
  const events = await db.prisma.outboxEvent.findMany({ where: { namespaceId: site.namespaceId } });
  expect(events.map(({ type }) => type)).toContain('media.version-added');

  // The same bytes again are no new version.
  await uploadText(editor, { text: 'two\n', filename: 'again.md', replaces: id });
  expect(await listVersions(editor, { id })).toHaveLength(2);
});

test('an old version is shown again as a new one, without a byte being sent', async () => {
  const editor = await (await domain.addSite()).as('editor');
  const id = await uploadText(editor, { text: 'first\n', filename: 'a.md' });
  await uploadText(editor, { text: 'second, longer\n', filename: 'b.md', replaces: id });
  const restored = await restoreVersion(editor, { id, number: 1 });
  expect(restored).toMatchObject({ version: 3, originalFilename: 'a.md', sizeBytes: 6 });
  expect(await historyOf(editor, id)).toEqual([
    [3, true, 'Version 1 again'],
    [2, false, ''],
    [1, false, ''],
  ]);
  expect((await restoreVersion(editor, { id, number: 3 })).version).toBe(3);
  expect(await codeOf(restoreVersion(editor, { id, number: 9 }))).toBe('not-found');
  expect(await compareVersions(editor, { id, from: 1, to: 3 })).toMatchObject({
    isSameBytes: true,
    differences: [],
  });
  const { isSameBytes, differences } = await compareVersions(editor, { id, from: 1, to: 2 });
  expect([isSameBytes, differences]).toMatchObject([
    false,
    [
      { field: 'originalFilename', from: 'a.md', to: 'b.md' },
      { field: 'sizeBytes', from: 6, to: 15 },
    ],
  ]);
});

test('a file can be given the bytes of another one, which stays as it is', async () => {
  const editor = await (await domain.addSite()).as('editor');
  const [id, fromId] = [await uploadText(editor), await uploadText(editor)];
  const from = await getMedia(editor, { id: fromId });
  expect(await replaceMedia(editor, { id, fromId, note: 'x' })).toMatchObject({
    version: 2,
    hash: from.hash,
  });
  expect(await replaceMedia(editor, { id, fromId })).toMatchObject({ version: 2 });
  expect(await getMedia(editor, { id: fromId })).toEqual(from);
  expect(await codeOf(replaceMedia(editor, { id, fromId: domain.services.newId() }))).toBe('not-found');
});

test('only who may change a file replaces it, by its own kind, and not in the trash', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const id = await uploadText(admin);
  const fieldsOf = (scope: Scope, fields: Record<string, string>) =>
    codeOf(readUploadFields(scope, Object.entries(fields)));
  expect(await fieldsOf(await site.as('contributor'), { replaces: id })).toBe('auth.denied');
  expect(await fieldsOf(await (await domain.addSite()).as('admin'), { replaces: id })).toBe('not-found');
  expect(await fieldsOf(admin, { replaces: id, title: 'x' })).toBe('input.invalid');
  expect(await fieldsOf(admin, { replaces: id, note: 'x' })).toBe('done');

  const bytes = new Uint8Array(await drawQuarters(40, 30).png().toBuffer());
  const picture = { door: 'multipart', filename: 'a.png', declaredMimeType: null, bytes } as const;
  const received = await receiveFile(admin, picture);
  expect(await codeOf(completeUpload(admin, { ...received, fields: { replaces: id } }))).toBe(
    'upload.mime-refused',
  );
  await db.prisma.media.update({ where: { id }, data: { deletedAt: new Date() } });
  expect(await codeOf(uploadText(admin, { replaces: id }))).toBe('gone');
  expect(await historyOf(admin, id)).toHaveLength(1);
});

test('of many who replace a file at once each makes a version, and the numbers have no gap', async () => {
  const editor = await (await domain.addSite()).as('editor');
  const id = await uploadText(editor);
  await Promise.all(Array.from({ length: 5 }, () => uploadText(editor, { replaces: id })));
  const numbers = (await listVersions(editor, { id })).map(({ number }) => number);
  expect(numbers).toEqual([6, 5, 4, 3, 2, 1]);
});

test('an old version is deleted for ever unless content shows it; its line stays', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const id = await uploadText(admin, { text: 'a secret\n' });
  for (const text of ['two\n', 'three\n']) await uploadText(admin, { text, replaces: id });
  const keyOf = async (number: number) => {
    const where = { namespaceId_mediaId_number: { namespaceId: site.namespaceId, mediaId: id, number } };
    const { blob } = await db.prisma.mediaVersion.findUniqueOrThrow({ where, include: { blob: true } });
    return parseObjectKey(blob.storageKey);
  };
  await addReference(admin, { mediaId: id, content, fieldPath: '' });
  await db.prisma.reference.updateMany({ where: { mediaId: id }, data: { versionPin: 2 } });
  const remove = (...numbers: number[]) => removeVersions(admin, { id, numbers, reason: 'a face' });
  expect(await codeOf(remove(2))).toBe('media.in-use');
  expect(await codeOf(remove(1, 3))).toBe('media.in-use');
  expect(await codeOf(remove(9))).toBe('not-found');

  const versions = await remove(1);
  expect(versions.map(({ number, isPurged, pinCount }) => [number, isPurged, pinCount])).toEqual([
    [3, false, 0],
    [2, false, 1],
    [1, true, 0],
  ]);
  await drainJobs(domain.services);
  expect(await storage.head(await keyOf(1))).toBeNull();
  expect(await storage.head(await keyOf(2))).not.toBeNull();
  expect(await codeOf(restoreVersion(admin, { id, number: 1 }))).toBe('gone');
  expect((await getMedia(admin, { id })).deletedAt).toBeNull();
  const audit = await db.prisma.auditEntry.findFirst({ where: { entityId: id, reason: 'a face' } });
  expect(audit?.action).toBe('media.versions-removed');
});
