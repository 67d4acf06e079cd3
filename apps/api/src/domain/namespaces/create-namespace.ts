import type { CreateNamespaceInput, Namespace } from '@vitrine/schema';
import { NamespaceSettings } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { findDatabaseFault } from '../../errors/database-fault.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';

/** Makes a namespace; its files are public, or for members only where the instance says so.
 *  @throws MediaError `auth.denied` for all but the operator, `conflict` for a slug that is taken. */
export async function createNamespace(
  scope: CallerScope,
  input: z.output<typeof CreateNamespaceInput>,
): Promise<Namespace> {
  authorize(scope.actor, 'namespace.create');
  const id = scope.newId();
  const fallbackLevel = scope.config.files.isPrivateByDefault ? 'members' : 'public';
  try {
    await transaction(scope, async (tx) => {
      await tx.namespace.create({
        data: {
          id,
          slug: input.slug,
          name: input.name,
          defaultAccessLevel: input.defaultAccessLevel ?? fallbackLevel,
          quotaBytes: input.quotaBytes ?? null,
          settings: NamespaceSettings.parse({}),
        },
      });
      await recordChange(tx, scope, {
        action: 'namespace.created',
        entity: 'namespace',
        ids: [id],
        namespaceId: id,
      });
    });
  } catch (error) {
    if (findDatabaseFault(error)?.constraint !== 'namespace_slug_key') throw error;
    throw new MediaError(
      'conflict',
      { fields: { slug: ['is taken'] } },
      {
        message: `There is a namespace “${input.slug}” already. Choose another slug.`,
        cause: error,
      },
    );
  }
  return getNamespace(scope, { id });
}
