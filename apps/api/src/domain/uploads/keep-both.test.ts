import type { MediaId } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { getMedia } from '../media/get-media.ts';
import { purgeMedia } from '../media/purge-media.ts';
import { replaceMedia } from '../versions/replace-media.ts';
import { keepBoth } from './keep-both.ts';

const domain = await openTestDomain();
afterAll(() => domain[Symbol.asyncDispose]());

async function duplicate() {
  const admin = await (await domain.addSite()).as('admin');
  const text = 'sent twice\n';
  const id = await uploadText(admin, { text });
  expect(await uploadText(admin, { text })).toBe(id);
  const upload = await domain.services.db.prisma.upload.findFirstOrThrow({ where: { duplicateOfId: id } });
  return { admin, text, id, uploadId: upload.id };
}

test('what is kept beside a file are the bytes that were sent, also where that file shows others by now', async () => {
  const { admin, text, id, uploadId } = await duplicate();
  await replaceMedia(admin, {
    id,
    fromId: await uploadText(admin, { text: 'another text, and a longer one\n' }),
  });
  const kept = await keepBoth(admin, { id: uploadId });
  expect(kept.sizeBytes).toBe(text.length);
  expect(kept.id).not.toBe(id);
  expect((await getMedia(admin, { id })).sizeBytes).not.toBe(text.length);
  expect((await keepBoth(admin, { id: uploadId })).id).toBe(kept.id);
});

test('a file of the same bytes serves where the one that was found is gone, and where none is left nothing does', async () => {
  const { admin, text, id, uploadId } = await duplicate();
  const other = await uploadText(admin, { text, onDuplicate: 'keep-both' });
  await purgeMedia(admin, { ids: [id], reason: 'test' });
  expect((await keepBoth(admin, { id: uploadId })).sizeBytes).toBe(text.length);

  const second = await duplicate();
  await purgeMedia(second.admin, { ids: [second.id as MediaId], reason: 'test' });
  await expect(keepBoth(second.admin, { id: second.uploadId })).rejects.toMatchObject({ code: 'not-found' });
  expect((await getMedia(admin, { id: other })).sizeBytes).toBe(text.length);
});
