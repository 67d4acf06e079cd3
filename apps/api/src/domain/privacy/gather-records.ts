import type { CollectionId, MediaId, PersonalRecords, TagId } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { findMediaRows } from '../../search-index/find-media-rows.ts';
import { presentMedia } from '../media/present-media.ts';
import type { Scope } from '../scope.ts';
import { type Brought, findBrought } from './find-brought.ts';

const iso = (date: Date) => date.toISOString();
const isoOrNull = (date: Date | null) => date?.toISOString() ?? null;

/** All that one namespace keeps of a person but what they did. @param entryOf where an archive holds what they brought. */
export async function gatherRecords(
  scope: Scope,
  userId: string,
  entryOf: (brought: Brought) => string | null = () => null,
): Promise<PersonalRecords> {
  const { prisma } = scope.db;
  const { id: namespaceId, slug, name } = scope.namespace;
  const made = { where: { namespaceId, createdBy: userId }, orderBy: { id: 'asc' } } as const;
  const theirs = { where: { namespaceId, userId }, orderBy: { id: 'asc' } } as const;
  const membership = await prisma.membership.findUnique({
    where: { namespaceId_userId: { namespaceId, userId } },
  });
  if (!membership) throw new MediaError('not-found', { userId });
  const [
    sessions,
    keys,
    uploads,
    tags,
    collections,
    savedSearches,
    tagged,
    collected,
    trashed,
    tasks,
    about,
    files,
    brought,
  ] = await Promise.all([
    prisma.session.findMany({ where: { namespaceId, userId }, orderBy: { createdAt: 'asc' } }),
    prisma.apiKey.findMany(made),
    prisma.upload.findMany(theirs),
    prisma.tag.findMany(made),
    prisma.collection.findMany(made),
    prisma.savedSearch.findMany(made),
    prisma.mediaTag.findMany({ where: { namespaceId, createdBy: userId } }),
    prisma.collectionItem.findMany({ where: { namespaceId, addedBy: userId } }),
    prisma.media.findMany({
      where: { namespaceId, deletedBy: userId, deletedAt: { not: null } },
      select: { id: true, deletedAt: true },
      orderBy: { id: 'asc' },
    }),
    prisma.task.findMany(theirs),
    prisma.auditEntry.findMany({
      where: { namespaceId, entityId: userId, entity: { in: ['user', 'membership'] } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
    gatherFiles(scope, userId),
    findBrought(scope, userId),
  ]);
  const named = ({ id, createdAt }: { id: string; createdAt: Date }, called: string) => ({
    id,
    name: called,
    createdAt: iso(createdAt),
  });
  return {
    namespace: { id: namespaceId, slug, name },
    membership: {
      role: membership.role,
      isDefault: membership.isDefault,
      createdAt: iso(membership.createdAt),
      removedAt: isoOrNull(membership.removedAt),
    },
    sessions: sessions.map((row) => ({ createdAt: iso(row.createdAt), expiresAt: iso(row.expiresAt) })),
    keys: keys.map((row) => ({
      ...named(row, row.name),
      lastUsedAt: isoOrNull(row.lastUsedAt),
      revokedAt: isoOrNull(row.revokedAt),
    })),
    files,
    versions: brought.map((row) => ({
      mediaId: row.media_id as MediaId,
      number: row.number,
      originalFilename: row.original_filename,
      mimeType: row.mime_type,
      sizeBytes: Number(row.size_bytes),
      note: row.note,
      createdAt: iso(row.created_at),
      entry: entryOf(row),
    })),
    uploads: uploads.map(({ id, filename, state, createdAt }) => ({
      id,
      filename,
      state,
      createdAt: iso(createdAt),
    })),
    tags: tags.map((row) => named(row, row.name)),
    collections: collections.map((row) => named(row, row.title)),
    savedSearches: savedSearches.map((row) => named(row, row.name)),
    tagged: tagged.map((row) => ({ mediaId: row.mediaId as MediaId, tagId: row.tagId as TagId })),
    collected: collected.map((row) => ({
      mediaId: row.mediaId as MediaId,
      collectionId: row.collectionId as CollectionId,
      at: iso(row.addedAt),
    })),
    trashed: trashed.map(({ id, deletedAt }) => ({ mediaId: id as MediaId, at: isoOrNull(deletedAt) })),
    tasks: tasks.map(({ id, kind, createdAt }) => ({ id, kind, createdAt: iso(createdAt) })),
    actions: [],
    about: about.map(({ createdAt, action, reason }) => ({ at: iso(createdAt), action, reason })),
  };
}

async function gatherFiles(scope: Scope, userId: string): Promise<PersonalRecords['files']> {
  const namespaceId = scope.namespace.id;
  const found = await scope.db.prisma.media.findMany({
    where: { namespaceId, uploadedBy: userId, purgeStartedAt: null },
    select: { id: true, currentVersion: { select: { privateMetadata: true } } },
    orderBy: { id: 'asc' },
  });
  const ids = found.map(({ id }) => id);
  const rows = new Map((await findMediaRows(scope.db, namespaceId, ids)).map((row) => [row.id, row]));
  return found.flatMap(({ id, currentVersion }) => {
    const row = rows.get(id);
    if (!row) return [];
    const file = presentMedia(scope, row);
    const { title, description, alt, caption, credit, originalFilename, mimeType, sizeBytes } = file;
    return {
      ...{ id: file.id, title, description, alt, caption, credit, originalFilename, mimeType, sizeBytes },
      createdAt: file.createdAt,
      deletedAt: file.deletedAt,
      tags: file.tags.map(({ name }) => name),
      metadata: file.metadata,
      privateMetadata: (currentVersion?.privateMetadata ?? {}) as Record<string, unknown>,
      url: file.url,
    };
  });
}
