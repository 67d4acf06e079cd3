import { AccessLevel } from '@vitrine/schema';
import { newId } from '../../db/new-id.ts';
import type { Database } from '../../db/open-database.ts';
import { makeApiKey } from '../../domain/identity/make-api-key.ts';
import { addManyMedia } from '../add-many-media.ts';
import type { Case, Ids, Row, Thing } from './row.ts';

/** What belongs to a person; the rest belongs to the namespace. */
const isOwned = new Set<Thing>(['media', 'collection', 'task', 'upload', 'tag', 'saved search']);

/** The ends of the four levels: between them nothing else holds in the trash or in another namespace. */
const ends = ['public', 'private'] as const;

/** Every case of a row: things with a level and a trash have more of them. */
export function casesOf({ thing }: Row): Case[] {
  // A saved search is private or shared: the other levels are as good as shared.
  const hasLevel = thing === 'media' || thing === 'collection' || thing === 'saved search';
  const cases = (whose: Case['whose'], levels: readonly AccessLevel[], isTrashed: boolean): Case[] =>
    (hasLevel ? levels : (['public'] as const)).map((level) => ({ whose, level, isTrashed }));
  const whose = thing === null || !isOwned.has(thing) ? (['own'] as const) : (['own', 'other'] as const);
  return [
    ...whose.flatMap((of) => cases(of, AccessLevel.options, false)),
    ...(thing === 'media' ? whose.flatMap((of) => cases(of, ends, true)) : []),
    ...(thing === null ? [] : cases('foreign', ends, false)),
  ];
}

/** Ids that are none. */
export const idsOfNothing = (): Ids => ({
  namespace: newId(),
  media: newId(),
  collection: newId(),
  item: newId(),
  tag: newId(),
  savedSearch: newId(),
  task: newId(),
  upload: newId(),
  key: 'none',
  member: newId(),
  ownCollection: newId(),
  ownTag: newId(),
  unique: `u${newId().replaceAll('-', '')}`,
});

/** A case with those whom it is about. */
export interface Placed {
  at: Case;
  /** Who asks; null for an operator. */
  ownId: string | null;
  ids: Ids;
  namespaceId: string;
  ownerId: string | null;
}

/** @param who names the namespace of who asks, and another one with somebody in it. */
export function placeCase(
  at: Case,
  ownId: string | null,
  who: { namespaceId: string; foreignNamespaceId: string; otherId: string; foreignId: string },
): Placed {
  const namespaceId = at.whose === 'foreign' ? who.foreignNamespaceId : who.namespaceId;
  const ownerId = { own: ownId, other: who.otherId, foreign: who.foreignId }[at.whose];
  const ids = { ...idsOfNothing(), namespace: namespaceId };
  return { at, ownId, ids, namespaceId, ownerId };
}

/** Makes of each case only what calls of the row name, all of them in a few statements. */
export async function addThings(
  db: Database,
  { thing }: Pick<Row, 'thing'>,
  placed: readonly Placed[],
  home: string,
): Promise<void> {
  if (thing === null || thing === 'namespace') return;
  const { prisma } = db;
  if (thing === 'media') {
    await addFiles(
      db,
      placed,
      ({ at, ownerId }) => ({ accessLevel: at.level, uploadedBy: ownerId }),
      'media',
    );
    await prisma.collection.createMany({
      data: placed.map(({ ids, ownId }) => collectionRow(ids.ownCollection, home, 'public', ownId)),
    });
  } else if (thing === 'collection') {
    await addFiles(db, placed, ({ ownerId }) => ({ accessLevel: 'public', uploadedBy: ownerId }), 'item');
    await prisma.collection.createMany({
      data: placed.flatMap(({ at, ids, namespaceId, ownerId, ownId }) => [
        collectionRow(ids.collection, namespaceId, at.level, ownerId),
        collectionRow(ids.ownCollection, home, 'public', ownId),
      ]),
    });
    await prisma.collectionItem.createMany({
      data: placed.map(({ ids, namespaceId }) => ({
        namespaceId,
        collectionId: ids.collection,
        mediaId: ids.item,
        position: 'a0',
      })),
    });
  } else if (thing === 'tag') {
    await prisma.tag.createMany({
      data: placed.flatMap(({ ids, namespaceId, ownerId, ownId }) => [
        tagRow(ids.tag, namespaceId, ownerId),
        tagRow(ids.ownTag, home, ownId),
      ]),
    });
  } else if (thing === 'saved search') {
    await prisma.savedSearch.createMany({
      data: placed.map(({ at, ids, namespaceId, ownerId: createdBy }) => ({
        id: ids.savedSearch,
        namespaceId,
        name: 'A search',
        query: { query: {} },
        isShared: at.level !== 'private',
        createdBy,
      })),
    });
  } else if (thing === 'task') {
    await prisma.task.createMany({
      data: placed.map(({ ids, namespaceId, ownerId: userId }) => ({
        id: ids.task,
        namespaceId,
        userId,
        kind: 'test',
      })),
    });
  } else if (thing === 'upload') {
    await prisma.upload.createMany({
      data: placed.map(({ ids, namespaceId, ownerId: userId }) => ({
        id: ids.upload,
        namespaceId,
        userId,
        door: 'presigned',
        filename: 'a.jpg',
        declaredSizeBytes: 1n,
        quarantineKey: `${namespaceId}/quarantine/${ids.upload}`,
      })),
    });
  } else if (thing === 'key') {
    for (const { ids, namespaceId } of placed) {
      const { key: _, ...kept } = await makeApiKey();
      const role = 'viewer';
      await prisma.apiKey.create({ data: { ...kept, namespaceId, name: 'test', role, scopes: ['manage'] } });
      ids.key = kept.id;
    }
  } else {
    await prisma.user.createMany({
      data: placed.map(({ ids, namespaceId }) => ({
        id: ids.member,
        issuer: `namespace:${namespaceId}`,
        subject: ids.member,
        displayName: 'A member',
      })),
    });
    await prisma.membership.createMany({
      data: placed.map(({ ids, namespaceId }) => ({ namespaceId, userId: ids.member, role: 'editor' })),
    });
  }
}

async function addFiles(
  db: Database,
  placed: readonly Placed[],
  about: (one: Placed) => { accessLevel: string; uploadedBy: string | null },
  name: 'media' | 'item',
): Promise<void> {
  for (const namespaceId of new Set(placed.map((one) => one.namespaceId))) {
    const here = placed.filter((one) => one.namespaceId === namespaceId);
    const made = await addManyMedia(
      db,
      namespaceId,
      here.map((one) => ({ ...about(one), deletedAt: one.at.isTrashed ? new Date() : null })),
    );
    for (const [index, { ids }] of here.entries()) ids[name] = made[index] ?? '';
  }
}

const tagRow = (id: string, namespaceId: string, createdBy: string | null) => ({
  id,
  namespaceId,
  name: id,
  slug: id,
  createdBy,
});

const collectionRow = (id: string, namespaceId: string, accessLevel: string, createdBy: string | null) => ({
  id,
  namespaceId,
  title: id,
  slug: id,
  accessLevel,
  createdBy,
});
