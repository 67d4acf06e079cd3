import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { countSlower, isChance } from '../../testing/count-slower.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { createCollection } from '../collections/create-collection.ts';
import { getCollection } from '../collections/get-collection.ts';
import { getMedia } from '../media/get-media.ts';
import { getNamespace } from '../namespaces/get-namespace.ts';
import { findUpload } from '../uploads/find-upload.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

test('an id of another namespace is looked for as long as one of nothing', async () => {
  const [mine, theirs] = [await domain.addSite(), await domain.addSite()];
  const scope = await mine.as('admin');
  const { db, newId } = domain.services;
  const { namespaceId } = theirs;
  const media = await addMedia(db, namespaceId, { accessLevel: 'private' });
  const collection = await createCollection(await theirs.as('admin'), { title: 'Theirs' });
  const upload = newId();
  const quarantineKey = `${namespaceId}/quarantine/${upload}`;
  await db.prisma.upload.create({
    data: { id: upload, namespaceId, door: 'tus', filename: 'a', declaredSizeBytes: 1n, quarantineKey },
  });
  const looks: Record<string, [id: string, look: (id: string) => Promise<unknown>]> = {
    media: [media.id, (id) => getMedia(scope, { id })],
    collection: [collection.id, (id) => getCollection(scope, { id })],
    upload: [upload, (id) => findUpload(scope, id)],
    namespace: [namespaceId, (id) => getNamespace(scope, { id })],
  };
  for (const [name, [id, look]] of Object.entries(looks)) {
    const nothing = newId();
    const refused = (asked: string) => () => expect(look(asked)).rejects.toMatchObject({ code: 'not-found' });
    const slower = await countSlower(100, refused(id), refused(nothing));
    expect.soft(slower, name).toSatisfy(isChance(100));
  }
});
