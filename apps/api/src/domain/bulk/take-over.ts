import type { AccessLevel } from '@vitrine/schema';
import type { Transaction } from '../../db/transaction.ts';
import { positionBetween } from '../collections/position-between.ts';
import { describeDifference } from '../describe-difference.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { recordItems } from './apply-update.ts';
import { findTellable, type Tellable } from './find-tellable.ts';

const TEXTS = ['description', 'caption', 'credit', 'license'] as const;

const said = {
  description: true,
  caption: true,
  credit: true,
  license: true,
  alt: true,
  keep: true,
  takenAt: true,
} as const;

/** Fields as JSON has them: a time is text. */
export interface SaidFields {
  description?: string;
  caption?: string;
  credit?: string;
  license?: string;
  alt?: Record<string, string>;
  keep?: boolean;
  takenAt?: string | null;
}

/** What a file took over from others. */
export interface TakenOver {
  /** Of the changed fields, as they were and as they are since. */
  before: SaidFields;
  after: SaidFields;
  /** Of the changed fields, as far as it was known. */
  sources: Record<string, string>;
  addedTags: string[];
  addedTo: string[];
  /** Collections whose cover was another file. */
  covers: { id: string; was: string }[];
}

/**
 * Gives a file what others say and it does not: texts only where it has none, tags, collections (in the place of the other),
 * covers. Nothing that stands there is written over, and nobody is told what they could not see. The files are locked.
 * @param fromIds the first that says something is taken.
 */
export async function takeOver(
  tx: Transaction,
  scope: Scope,
  id: string,
  fromIds: readonly string[],
): Promise<TakenOver> {
  const tellable = await findTellable(tx, scope, id, fromIds);
  const fields = await takeFields(tx, scope, id, fromIds, new Set(tellable.there));
  const addedTags = await takeTags(tx, scope, id, tellable.there);
  const addedTo = await takePlaces(tx, scope, id, fromIds, tellable);
  const covers = await takeCovers(tx, scope, id, fromIds, tellable);
  for (const cover of covers) await recordItems(tx, scope, 'collection.updated', cover.id);
  await recordChange(tx, scope, {
    action: 'media.updated',
    entity: 'media',
    ids: [id],
    event: 'media.updated',
    difference: describeDifference(fields.before, fields.after),
  });
  return { ...fields, addedTags, addedTo, covers };
}

async function takeFields(
  tx: Transaction,
  scope: Scope,
  id: string,
  fromIds: readonly string[],
  tellable: ReadonlySet<string>,
): Promise<Pick<TakenOver, 'before' | 'after' | 'sources'>> {
  const rows = await tx.media.findMany({
    where: { namespaceId: scope.namespace.id, id: { in: [id, ...fromIds] } },
    select: { ...said, id: true, fieldSources: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const own = byId.get(id);
  const all = fromIds.flatMap((from) => byId.get(from) ?? []);
  const others = all.filter((from) => tellable.has(from.id));
  if (!own) throw new Error(`The file ${id} is locked and not there`);
  const after: SaidFields = {};
  const sources = { ...(own.fieldSources as Record<string, string>) };
  const known = Object.entries(sources);
  const credit = (name: string, row: (typeof rows)[number]) => {
    const source = (row.fieldSources as Record<string, string>)[name];
    if (source !== undefined) sources[name] = source;
  };
  for (const name of TEXTS) {
    const other = own[name].trim() === '' ? others.find((row) => row[name].trim() !== '') : undefined;
    if (!other) continue;
    after[name] = other[name];
    credit(name, other);
  }
  const alt = { ...(own.alt as Record<string, string>) };
  for (const other of others) {
    for (const [locale, text] of Object.entries(other.alt as Record<string, string>)) {
      if (text.trim() === '' || (alt[locale] ?? '').trim() !== '') continue;
      alt[locale] = text;
      after.alt = alt;
      if (sources.alt !== 'user') credit('alt', other);
    }
  }
  // It says nothing of what is in the file.
  if (!own.keep && all.some(({ keep }) => keep)) after.keep = true;
  const taken = others.flatMap(({ takenAt }) => takenAt ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  if (own.takenAt === null && taken) after.takenAt = taken.toISOString();
  const names = Object.keys(after) as (keyof SaidFields)[];
  // What now stands for others is no temporary upload, whatever else it is.
  await tx.media.update({
    where: { id },
    data: {
      ...after,
      fieldSources: sources,
      temporaryUntil: null,
      revision: { increment: 1 },
      updatedAt: scope.now(),
    },
  });
  const before = Object.fromEntries(names.map((name) => [name, own[name]]));
  return {
    before: JSON.parse(JSON.stringify(before)) as SaidFields,
    after,
    sources: Object.fromEntries(known.filter(([name]) => name in after)),
  };
}

async function takeTags(
  tx: Transaction,
  scope: Scope,
  id: string,
  fromIds: readonly string[],
): Promise<string[]> {
  const added = await tx.$queryRaw<{ tag_id: string }[]>`
    insert into media_tag (namespace_id, media_id, tag_id, source, created_by)
    select distinct on (tag_id) namespace_id, ${id}::uuid, tag_id, source, created_by from media_tag
    where namespace_id = ${scope.namespace.id}::uuid and media_id = any (${[...fromIds]}::uuid[])
    order by tag_id, source desc on conflict do nothing returning tag_id`;
  return added.map(({ tag_id }) => tag_id);
}

/** Right behind the first of the others: that one is in no list any more, and has its place again if it comes back. */
async function takePlaces(
  tx: Transaction,
  scope: Scope,
  id: string,
  fromIds: readonly string[],
  tellable: Tellable,
): Promise<string[]> {
  const namespaceId = scope.namespace.id;
  const found = await tx.$queryRaw<{ collection_id: string }[]>`
    select distinct i.collection_id from collection_item i
    where i.namespace_id = ${namespaceId}::uuid and i.media_id = any (${[...fromIds]}::uuid[])
      and not exists (select from collection_item k
        where k.namespace_id = i.namespace_id and k.collection_id = i.collection_id and k.media_id = ${id}::uuid)`;
  const ids = found.map(({ collection_id }) => collection_id);
  // Who orders one of them is waited for.
  const there = await tx.$queryRaw<LockedCollection[]>`
    select id, access_level, created_by from collection where id = any (${ids}::uuid[]) order by id for update`;
  const taken: string[] = [];
  for (const collection of there) {
    const where = { namespaceId, collectionId: collection.id };
    const first = await tx.collectionItem.findFirst({
      where: { ...where, mediaId: { in: tellable.within(resourceOf(collection)) } },
      orderBy: { position: 'asc' },
      select: { position: true },
    });
    if (!first) continue;
    const next = await tx.collectionItem.findFirst({
      where: { ...where, position: { gt: first.position } },
      orderBy: { position: 'asc' },
      select: { position: true },
    });
    const position = positionBetween(first.position, next?.position ?? null);
    const item = { ...where, mediaId: id, position, addedBy: scope.actor.userId };
    await tx.collectionItem.createMany({ data: [item], skipDuplicates: true });
    await recordItems(tx, scope, 'collection.items-added', collection.id);
    taken.push(collection.id);
  }
  return taken;
}

interface LockedCollection {
  id: string;
  access_level: AccessLevel;
  created_by: string | null;
}

const resourceOf = (row: LockedCollection) => ({ accessLevel: row.access_level, ownerId: row.created_by });

async function takeCovers(
  tx: Transaction,
  scope: Scope,
  id: string,
  fromIds: readonly string[],
  tellable: Tellable,
): Promise<TakenOver['covers']> {
  const rows = await tx.$queryRaw<(LockedCollection & { was: string })[]>`
    select id, access_level, created_by, cover_media_id as was from collection
    where namespace_id = ${scope.namespace.id}::uuid and cover_media_id = any (${[...fromIds]}::uuid[])
    order by id for update`;
  const taken = rows.filter((row) => tellable.within(resourceOf(row)).includes(row.was));
  await tx.$executeRaw`update collection set cover_media_id = ${id}::uuid
    where id = any (${taken.map((row) => row.id)}::uuid[])`;
  return taken.map((row) => ({ id: row.id, was: row.was }));
}
