import type { AuditEntry, AuditPage, ListAuditInput, NamespaceId } from '@vitrine/schema';
import * as z from 'zod';
import type { Prisma } from '../../db/generated/client.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { CallerScope } from '../scope.ts';

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * What was done, newest first: an admin sees their namespace, an operator all of them.
 * @throws MediaError `auth.denied`, `not-found` for another namespace, `input.invalid` for a damaged `after`.
 */
export async function listAudit(
  scope: CallerScope,
  input: z.output<typeof ListAuditInput>,
): Promise<AuditPage> {
  authorize(scope.actor, 'audit.read');
  const { prisma } = scope.db;
  const rows = await prisma.auditEntry.findMany({
    where: { AND: [whereOf(scope, input), input.after === undefined ? {} : behind(input.after)] },
    include: { detail: { select: { before: true, after: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: input.limit + 1,
  });
  const shown = rows.slice(0, input.limit);
  const people = await prisma.user.findMany({
    where: { id: { in: shown.flatMap((row) => (row.actorKind === 'user' ? [row.actorId ?? ''] : [])) } },
    select: { id: true, displayName: true },
  });
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]));
  const last = shown.at(-1);
  return {
    items: shown.map(
      ({
        createdAt,
        namespaceId,
        actorKind,
        actorId,
        id,
        action,
        entity,
        entityId,
        reason,
        requestId,
        detail,
      }) => ({
        id,
        at: createdAt.toISOString(),
        namespaceId: namespaceId as NamespaceId | null,
        actorKind: actorKind as AuditEntry['actorKind'],
        actorId,
        actorName: names.get(actorId ?? '') ?? null,
        action,
        entity,
        entityId,
        reason,
        requestId,
        detail: detail as AuditEntry['detail'],
      }),
    ),
    nextAfter:
      rows.length > input.limit && last
        ? Buffer.from(JSON.stringify([last.createdAt.toISOString(), last.id])).toString('base64url')
        : null,
  };
}

function whereOf(scope: CallerScope, input: z.output<typeof ListAuditInput>): Prisma.AuditEntryWhereInput {
  const { action, entity, entityId, actorId, requestId, from, until } = input;
  const own = scope.namespace?.id;
  if (own !== undefined && input.namespaceId !== undefined && input.namespaceId !== own)
    throw new MediaError('not-found');
  const namespaceId = own ?? input.namespaceId;
  return {
    ...(namespaceId !== undefined && { namespaceId }),
    ...(action !== undefined && { action: action.endsWith('.') ? { startsWith: action } : action }),
    ...(entity !== undefined && { entity }),
    ...(entityId !== undefined && { entityId }),
    ...(actorId !== undefined && { actorId }),
    ...(requestId !== undefined && { requestId }),
    createdAt: { ...(from !== undefined && { gte: from }), ...(until !== undefined && { lt: until }) },
  };
}

/** By the time and the id of the last one that was seen. */
function behind(after: string): Prisma.AuditEntryWhereInput {
  const [at, id] = readCursor(after);
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
}

function readCursor(after: string): z.output<typeof Cursor> {
  const damaged = { fields: { after: ['is damaged'] } };
  try {
    return Cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch (error) {
    throw new MediaError('input.invalid', damaged, { cause: error });
  }
}
