import { type Namespace, NamespaceSettings, type UpdateNamespaceInput } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { describeDifference } from '../describe-difference.ts';
import { authorize } from '../identity/can.ts';
import { beginIndexRefresh } from '../indexing/begin-index-refresh.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { changeSettings } from './change-settings.ts';
import { getNamespace } from './get-namespace.ts';
import { loadNamespace } from './load-namespace.ts';
import { configOf, languageOf } from './search-config.ts';

const described = {
  name: true,
  defaultAccessLevel: true,
  quotaBytes: true,
  settings: true,
  textSearchConfig: true,
} as const;

/** Each setting for itself, so that the audit names those that were changed. */
function flat({
  settings,
  quotaBytes,
  textSearchConfig,
  ...fields
}: { settings: unknown; quotaBytes: bigint | null; textSearchConfig: string } & Record<
  string,
  unknown
>): Record<string, unknown> {
  const each = Object.entries(NamespaceSettings.parse(settings));
  return {
    ...fields,
    searchLanguage: languageOf(textSearchConfig),
    quotaBytes: quotaBytes === null ? null : Number(quotaBytes),
    ...Object.fromEntries(each.map(([name, value]) => [`settings.${name}`, value])),
  };
}

/** Changes the fields that are there. It counts with the next request, in other processes a moment later;
 *  another search language by a task that goes through all files.
 *  @throws MediaError `not-found`, `auth.denied`; the quota is the operator's alone. */
export async function updateNamespace(
  scope: CallerScope,
  input: z.output<typeof UpdateNamespaceInput>,
): Promise<Namespace> {
  const { id, settings, quotaBytes, searchLanguage, ...fields } = input;
  await getNamespace(scope, { id });
  authorize(scope.actor, 'namespace.change');
  if (quotaBytes !== undefined) authorize(scope.actor, 'namespace.set-quota');
  const namespace = await loadNamespace(scope, id);
  await transaction(scope, async (tx) => {
    // Locked, so that of two who change different settings neither writes over the other.
    const [row] = await tx.$queryRaw<{ settings: unknown }[]>`
      select settings from namespace where id = ${id}::uuid for update`;
    const present = NamespaceSettings.parse(row?.settings ?? {});
    const before = await tx.namespace.findUniqueOrThrow({ where: { id }, select: described });
    const after = await tx.namespace.update({
      where: { id },
      select: described,
      data: {
        ...fields,
        ...(quotaBytes !== undefined && { quotaBytes }),
        ...(searchLanguage && { textSearchConfig: configOf(searchLanguage) }),
        ...(settings && { settings: changeSettings(present, settings) }),
        updatedAt: scope.now(),
      },
    });
    await recordChange(tx, scope, {
      action: 'namespace.updated',
      entity: 'namespace',
      ids: [id],
      event: 'namespace.changed',
      namespaceId: id,
      difference: describeDifference(flat(before), flat(after)),
    });
    if (after.textSearchConfig !== before.textSearchConfig) {
      // Until it is done search finds files by the words as they are written, in either language.
      const total = await tx.mediaIndex.count({ where: { namespaceId: id } });
      if (total > 0) await beginIndexRefresh(tx, { ...scope, namespace }, { total });
    }
  });
  scope.authenticator.forget();
  return getNamespace(scope, { id });
}
