import { type AuditExport, AuditFormat, type ExportAuditInput } from '@vitrine/schema';
import * as z from 'zod';
import { MediaError } from '../../errors/media-error.ts';
import { makeLink } from '../exports/make-link.ts';
import { authorize } from '../identity/can.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import type { CallerScope, Scope } from '../scope.ts';

export const auditExportKind = 'export-audit';

const Text = z.string().optional();

export const AuditExportInput = z.object({
  format: AuditFormat,
  filter: z.object({
    from: Text,
    until: Text,
    action: Text,
    entity: Text,
    entityId: Text,
    actorId: Text,
    requestId: Text,
  }),
});
export type AuditExportInput = z.output<typeof AuditExportInput>;

/**
 * Makes a link to what was done in a namespace, newest first, as far as it fits. Nothing is read before it is fetched.
 * @throws MediaError `auth.denied`, `not-found` for another namespace, `input.invalid` for an operator who names none.
 */
export async function beginAuditExport(
  scope: CallerScope,
  input: z.output<typeof ExportAuditInput>,
): Promise<AuditExport> {
  authorize(scope.actor, 'audit.read');
  const { format, namespaceId, ...filter } = input;
  const place = await placeOf(scope, namespaceId);
  const day = scope.now().toISOString().slice(0, 10);
  return makeLink(
    place,
    {
      kind: auditExportKind,
      filename: `audit-${place.namespace.slug}-${day}.${format}`,
      total: null,
      input: AuditExportInput.parse({ format, filter }),
    },
    { action: 'audit.exported', entity: 'namespace', ids: [place.namespace.id] },
  );
}

/** A task belongs to one namespace: an operator says to which. */
async function placeOf(scope: CallerScope, namespaceId: string | undefined): Promise<Scope> {
  const { namespace } = scope;
  if (namespace) {
    if (namespaceId !== undefined && namespaceId !== namespace.id) throw new MediaError('not-found');
    return { ...scope, namespace };
  }
  if (namespaceId === undefined)
    throw new MediaError('input.invalid', { fields: { namespaceId: ['Say which namespace'] } });
  return { ...scope, namespace: await loadNamespace(scope, namespaceId) };
}
