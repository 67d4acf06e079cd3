import { AccessLevel, NamespaceId, NamespaceSettings } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { NamespaceRef, Services } from '../scope.ts';

/**
 * The namespace of a job, which comes from its payload and not from a credential.
 * @throws MediaError 'not-found'.
 */
export async function loadNamespace(
  { db }: Pick<Services, 'db'>,
  id: string,
): Promise<NamespaceRef & { isArchived: boolean }> {
  const row = await db.prisma.namespace.findUnique({ where: { id } });
  if (!row) throw new MediaError('not-found');
  return {
    id: NamespaceId.parse(row.id),
    slug: row.slug,
    name: row.name,
    defaultAccessLevel: AccessLevel.parse(row.defaultAccessLevel),
    settings: NamespaceSettings.parse(row.settings),
    textSearchConfig: row.textSearchConfig,
    isArchived: row.archivedAt !== null,
  };
}
