import { MediaFile, UpdateMediaInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { addReference } from '../references/add-reference.ts';
import { getMediaUsage } from '../references/get-media-usage.ts';
import { removeReference } from '../references/remove-reference.ts';
import type { Scope } from '../scope.ts';
import { listTags } from '../tags/list-tags.ts';
import { deleteMedia } from './delete-media.ts';
import { getManyMedia } from './get-many-media.ts';
import { getMedia } from './get-media.ts';
import { restoreMedia } from './restore-media.ts';
import { updateMedia } from './update-media.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const update = (scope: Scope, input: z.input<typeof UpdateMediaInput>) =>
  updateMedia(scope, UpdateMediaInput.parse(input));
const page = (id: string) => ({
  type: 'page',
  id,
  locale: '',
  state: 'published' as const,
  title: `Page ${id}`,
  url: `/pages/${id}`,
});
const idOf = (id: string) => id as MediaFile['id'];

async function setUp(media: Parameters<typeof addMedia>[2] = {}) {
  const site = await domain.addSite();
  const { id } = await addMedia(domain.services.db, site.namespaceId, media);
  return { site, id: idOf(id), editor: await site.as('editor') };
}

test('an update changes what it names and nothing else, and is recorded with it', async () => {
  const { site, id, editor } = await setUp({ title: 'Old', caption: 'stays' });
  const changed = await update(editor, {
    id,
    title: ' New ',
    alt: { en: 'A lake', 'pt-BR': 'Um lago' },
    focalPoint: { x: 0.25, y: 1 },
    tags: [{ name: 'Summer' }, { name: 'summer' }, { name: 'Lake' }],
  });
  expect(MediaFile.parse(changed)).toMatchObject({
    title: 'New',
    caption: 'stays',
    alt: { en: 'A lake', 'pt-BR': 'Um lago' },
    focalPoint: { x: 0.25, y: 1 },
    revision: 1,
  });
  expect(changed.tags.map(({ slug }) => slug)).toEqual(['lake', 'summer']);
  const { prisma } = domain.services.db;
  const audit = await prisma.auditEntry.findMany({ where: { namespaceId: site.namespaceId, entityId: id } });
  expect(audit).toMatchObject([{ action: 'media.updated', actorKind: 'user', actorId: editor.actor.userId }]);
  const events = await prisma.outboxEvent.findMany({ where: { namespaceId: site.namespaceId } });
  expect(events.map(({ type }) => type).sort()).toEqual(['media.updated', 'tag.changed']);
});

test('tags are a whole set: those that are not named go', async () => {
  const { id, editor } = await setUp();
  const first = await update(editor, { id, tags: [{ name: 'one' }, { name: 'two' }] });
  const two = first.tags.find(({ name }) => name === 'two');
  const second = await update(editor, { id, tags: two ? [{ id: two.id }] : [] });
  expect(second.tags.map(({ name }) => name)).toEqual(['two']);
  const tags = await listTags(editor, { limit: 10 });
  expect(tags.map(({ name, usageCount }) => [name, usageCount])).toEqual([
    ['one', 0],
    ['two', 1],
  ]);
});

test('a change of what somebody else has changed is refused, of two at once one wins', async () => {
  const { id, editor } = await setUp();
  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c'].map((title) => update(editor, { id, ifRevision: 0, title })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(update(editor, { id, ifRevision: 0, title: 'd' })).rejects.toMatchObject({
    code: 'conflict',
    details: { revision: 1 },
  });
});

test('contributors change what is theirs, nobody shuts a file away from themselves', async () => {
  const { site, id, editor } = await setUp();
  const author = await site.as('contributor', 'author');
  const own = idOf(
    (await addMedia(domain.services.db, site.namespaceId, { uploadedBy: author.actor.userId })).id,
  );
  await expect(update(author, { id, title: 'x' })).rejects.toMatchObject({ code: 'auth.denied' });
  await expect(update(await site.as('viewer'), { id, title: 'x' })).rejects.toMatchObject({
    code: 'auth.denied',
  });
  expect((await update(author, { id: own, accessLevel: 'private' })).accessLevel).toBe('private');
  await expect(update(editor, { id: own, title: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(update(editor, { id, accessLevel: 'private' })).rejects.toMatchObject({ code: 'auth.denied' });
});

test('a file goes to the trash and comes back as it was', async () => {
  const { site, id, editor } = await setUp({ title: 'Lake', slug: 'lake' });
  expect(await deleteMedia(editor, { ids: [id, id] })).toEqual({ succeeded: [id], failed: [] });
  expect(await getMedia(editor, { id })).toMatchObject({
    deletedAt: expect.any(String),
    deletedBy: editor.actor.userId,
  });
  const viewer = await site.as('viewer');
  await expect(getMedia(viewer, { id })).rejects.toMatchObject({ code: 'not-found' });
  expect(await getManyMedia(viewer, { ids: [id] })).toEqual([]);
  await expect(update(editor, { id, title: 'x' })).rejects.toMatchObject({ code: 'gone' });
  expect(await deleteMedia(editor, { ids: [id] })).toMatchObject({ succeeded: [id] });

  expect(await restoreMedia(editor, { ids: [id] })).toEqual({ succeeded: [id], failed: [] });
  expect(await getMedia(viewer, { id })).toMatchObject({ title: 'Lake', slug: 'lake', deletedAt: null });
});

test('a restored file takes another slug where its own is taken, also when many come back at once', async () => {
  const { site, id, editor } = await setUp({ slug: 'lake' });
  const ids = [id];
  for (let n = 0; n < 3; n += 1) {
    await deleteMedia(editor, { ids });
    ids.push(idOf((await addMedia(domain.services.db, site.namespaceId, { slug: 'lake' })).id));
  }
  const trashed = ids.slice(0, 3);
  await Promise.all(trashed.map((one) => restoreMedia(editor, { ids: [one] })));
  const slugs = (await getManyMedia(editor, { ids })).map(({ slug }) => slug);
  expect(slugs.toSorted()).toEqual(['lake', 'lake-2', 'lake-3', 'lake-4']);
});

test('a file that a page still uses stays, and the refusal names the page and its address', async () => {
  const { id, site, editor } = await setUp({ title: 'Hero' });
  const free = idOf((await addMedia(domain.services.db, site.namespaceId)).id);
  await addReference(editor, { mediaId: id, content: page('7'), fieldPath: '/blocks/a/image' });
  const outcome = await deleteMedia(editor, { ids: [id, free] });
  expect(outcome.succeeded).toEqual([free]);
  expect(outcome.failed).toMatchObject([
    {
      id,
      code: 'media.in-use',
      message: expect.stringContaining('“Page 7” (page)'),
      details: { usedIn: [{ title: 'Page 7', url: '/pages/7', fieldPaths: ['/blocks/a/image'] }] },
    },
  ]);
  expect((await getMedia(editor, { id })).deletedAt).toBeNull();

  expect(await getMediaUsage(editor, { mediaId: id })).toMatchObject({
    referenceCount: 1,
    lastReferencedAt: expect.any(String),
    usedIn: [{ contentType: 'page', contentId: '7', state: 'published' }],
  });
  await removeReference(editor, { mediaId: id, content: page('7') });
  expect((await deleteMedia(editor, { ids: [id] })).succeeded).toEqual([id]);
});

test('a batch tells for each file why it stayed, and the rest is done', async () => {
  const { site, id } = await setUp();
  const author = await site.as('contributor', 'author');
  const own = (await addMedia(domain.services.db, site.namespaceId, { uploadedBy: author.actor.userId })).id;
  const hidden = (await addMedia(domain.services.db, site.namespaceId, { accessLevel: 'private' })).id;
  const elsewhere = (await setUp()).id;
  const outcome = await deleteMedia(author, { ids: [id, own, hidden, elsewhere] });
  expect(outcome.succeeded).toEqual([own]);
  expect(outcome.failed.map((failure) => [failure.id, failure.code])).toEqual([
    [id, 'auth.denied'],
    [hidden, 'not-found'],
    [elsewhere, 'not-found'],
  ]);
  const live = await domain.services.db.prisma.media.count({ where: { id: elsewhere, deletedAt: null } });
  expect(live).toBe(1);
});

test('many are given in the order asked for, without those that are not there or not to be seen', async () => {
  const { site, id, editor } = await setUp();
  const second = idOf((await addMedia(domain.services.db, site.namespaceId)).id);
  const hidden = (await addMedia(domain.services.db, site.namespaceId, { accessLevel: 'private' })).id;
  const elsewhere = (await setUp()).id;
  const files = await getManyMedia(editor, { ids: [second, hidden, elsewhere, id, second] });
  expect(files.map((file) => file.id)).toEqual([second, id]);
});
