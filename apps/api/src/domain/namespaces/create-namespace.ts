import type { CreateNamespaceInput, Namespace } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { getNamespace } from './get-namespace.ts';

/**
 * Makes a site or tenant. Its files are public unless the input or `MEDIA_FILES_PRIVATE` says otherwise.
 * @throws MediaError `auth.denied` for all but operators, `conflict` where the slug is taken.
 */
export async function createNamespace(
  scope: CallerScope,
  input: z.output<typeof CreateNamespaceInput>,
): Promise<Namespace> {
  authorize(scope.actor, 'namespace.create');
  const id = scope.newId();
  const level = scope.config.files.isPrivateByDefault ? 'members' : 'public';
  await transaction(scope, async (tx) => {
    const made = await tx.namespace.createMany({
      data: [
        {
          id,
          slug: input.slug,
          name: input.name,
          defaultAccessLevel: input.defaultAccessLevel ?? level,
          quotaBytes: input.quotaBytes ?? null,
        },
      ],
      skipDuplicates: true,
    });
    if (made.count === 0) {
      throw new MediaError(
        'conflict',
        { slug: input.slug },
        {
          message: `There is a namespace with the slug ${input.slug} already. Choose another slug.`,
        },
      );
    }
    await recordChange(tx, scope, {
      action: 'namespace.created',
      entity: 'namespace',
      ids: [id],
      namespaceId: id,
    });
  });
  return getNamespace(scope, { id });
}
