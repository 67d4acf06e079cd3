import type { AccessLevel } from '@vitrine/schema';
import { resourceOfCollection } from '../collections/require-collection.ts';
import { can } from '../identity/can.ts';
import { resourceOfSaved } from '../saved-searches/find-saved-searches.ts';
import type { Scope } from '../scope.ts';
import { mayGoOn } from '../uploads/find-upload.ts';
import type { HubEvent } from './create-event-hub.ts';

interface LevelRow {
  media_id: string;
  access_level: AccessLevel;
  uploaded_by: string | null;
}

/** Once per event, however many streams hear of it. */
const levels = new WeakMap<HubEvent, Promise<LevelRow[]>>();

/**
 * The ids of an event that the actor may know of. Of a file it is its level that counts, not the trash: who saw it
 * has to hear that it went there.
 */
export async function keepVisibleIds(scope: Scope, event: HubEvent): Promise<readonly string[]> {
  switch (event.type) {
    case 'tag.changed':
    case 'namespace.changed':
    // Everybody saw it before: that it is gone for them tells them nothing new.
    case 'media.withdrawn':
    // Its row is gone, and with it who might see it; that something with this id is gone tells nobody anything.
    case 'media.purged':
      return event.ids;
    case 'collection.changed':
      return keepCollections(scope, event);
    case 'saved-search.changed':
      return keepSavedSearches(scope, event);
    case 'task.changed':
      return keepTasks(scope, event);
    case 'upload.changed':
      return keepUploads(scope, event);
    default:
      return keepMedia(scope, event);
  }
}

async function keepMedia(scope: Scope, event: HubEvent): Promise<string[]> {
  let rows = levels.get(event);
  if (!rows) {
    rows = readLevels(scope, event);
    levels.set(event, rows);
  }
  const seen = (await rows).filter((row) =>
    can(scope.actor, 'media.read', { accessLevel: row.access_level, ownerId: row.uploaded_by }),
  );
  return seen.map(({ media_id }) => media_id);
}

async function readLevels(scope: Scope, event: HubEvent): Promise<LevelRow[]> {
  const { rows } = await scope.db.pool.query<LevelRow>({
    name: 'event-levels',
    text: `select media_id, access_level, uploaded_by from media_index
      where namespace_id = $1 and media_id = any ($2::uuid[])`,
    values: [event.namespaceId, event.ids],
  });
  return rows;
}

/** A deleted one is in no table any more; that something with this id is gone tells nobody anything. */
async function keepCollections(scope: Scope, event: HubEvent): Promise<string[]> {
  const rows = await scope.db.prisma.collection.findMany({
    where: { namespaceId: event.namespaceId, id: { in: [...event.ids] } },
    select: { id: true, accessLevel: true, createdBy: true },
  });
  const hidden = rows.filter((row) => !can(scope.actor, 'collection.read', resourceOfCollection(row)));
  return event.ids.filter((id) => !hidden.some((row) => row.id === id));
}

async function keepSavedSearches(scope: Scope, event: HubEvent): Promise<string[]> {
  const rows = await scope.db.prisma.savedSearch.findMany({
    where: { namespaceId: event.namespaceId, id: { in: [...event.ids] } },
    select: { id: true, isShared: true, createdBy: true },
  });
  const hidden = rows.filter((row) => !can(scope.actor, 'saved-search.read', resourceOfSaved(row)));
  return event.ids.filter((id) => !hidden.some((row) => row.id === id));
}

async function keepUploads(scope: Scope, event: HubEvent): Promise<string[]> {
  const rows = await scope.db.prisma.upload.findMany({
    where: { namespaceId: event.namespaceId, id: { in: [...event.ids] } },
    select: { id: true, userId: true, apiKeyId: true },
  });
  return rows.filter((row) => mayGoOn(scope, row)).map(({ id }) => id);
}

async function keepTasks(scope: Scope, event: HubEvent): Promise<string[]> {
  const rows = await scope.db.prisma.task.findMany({
    where: { namespaceId: event.namespaceId, id: { in: [...event.ids] } },
    select: { id: true, userId: true },
  });
  return rows.filter((row) => can(scope.actor, 'task.read', { ownerId: row.userId })).map(({ id }) => id);
}
