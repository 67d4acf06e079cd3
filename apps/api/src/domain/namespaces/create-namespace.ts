import type { CreateNamespaceInput, Namespace } from '@vitrine/schema';
import { NamespaceSettings } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { findDatabaseFault } from '../../errors/database-fault.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { readIssuer } from '../identity/load-member.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { changeSettings } from './change-settings.ts';
import { getNamespace } from './get-namespace.ts';
import { configOf } from './search-config.ts';

/** Makes a namespace; its files are public, or for members only where the instance says so.
 *  @throws MediaError `auth.denied` for all but the operator, `conflict` for a slug that is taken, `not-found` for a
 *  namespace to share people with that is not there. */
export async function createNamespace(
  scope: CallerScope,
  input: z.output<typeof CreateNamespaceInput>,
): Promise<Namespace> {
  authorize(scope.actor, 'namespace.create');
  const id = scope.newId();
  const issuer = input.sharesPeopleWith ? await issuerToShare(scope, input.sharesPeopleWith) : null;
  const fallbackLevel = scope.config.files.isPrivateByDefault ? 'members' : 'public';
  try {
    await transaction(scope, async (tx) => {
      await tx.namespace.create({
        data: {
          id,
          slug: input.slug,
          name: input.name,
          defaultAccessLevel: input.defaultAccessLevel ?? fallbackLevel,
          ...(input.searchLanguage && { textSearchConfig: configOf(input.searchLanguage) }),
          quotaBytes: input.quotaBytes ?? null,
          settings: changeSettings(NamespaceSettings.parse({}), input.settings ?? {}),
          issuer,
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

/** People keep the issuer that they were first seen with, so the older namespace decides. */
async function issuerToShare(scope: CallerScope, namespaceId: string): Promise<string> {
  const { id } = await getNamespace(scope, { id: namespaceId });
  return readIssuer(scope.db, id);
}
