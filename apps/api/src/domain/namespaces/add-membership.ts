import type { AddMembershipInput, Membership } from '@vitrine/schema';
import type * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { liftBar } from '../identity/lift-bar.ts';
import { readIssuer } from '../identity/load-member.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope } from '../scope.ts';
import { findMemberships } from './find-memberships.ts';
import { requireMemberManager } from './require-membership.ts';

/**
 * Makes a person a member before they come for the first time, or again after they were removed.
 * @throws MediaError `not-found`, `auth.denied`, `conflict` for who is a member, `gone` for who was erased.
 */
export async function addMembership(
  scope: CallerScope,
  { namespaceId, user, role }: z.output<typeof AddMembershipInput>,
): Promise<Membership> {
  await requireMemberManager(scope, namespaceId, role);
  const issuer = await readIssuer(scope.db, namespaceId);
  const membership = await transaction(scope, async (tx) => {
    // Names and addresses are the host's to say, by its tokens: a person who was seen keeps theirs.
    const [person] = await tx.$queryRaw<{ id: string; erased_at: Date | null }[]>`
      insert into "user" (id, issuer, subject, display_name, email, updated_at)
      values (${scope.newId()}::uuid, ${issuer}, ${user.subject}, ${user.displayName}, ${user.email ?? null}, now())
      on conflict (issuer, subject) do update set updated_at = now()
      returning id, erased_at`;
    if (!person || person.erased_at) throw new MediaError('gone');
    await liftBar(tx, scope, { issuer, subject: user.subject }, namespaceId);
    const userId = person.id;
    const added = await tx.$executeRaw`
      insert into membership (namespace_id, user_id, role, updated_at)
      values (${namespaceId}::uuid, ${userId}::uuid, ${role}, now())
      on conflict (namespace_id, user_id) do update set role = ${role}, removed_at = null, updated_at = now()
        where membership.removed_at is not null`;
    if (added === 0) {
      throw new MediaError('conflict', { userId }, { message: 'This person is a member already.' });
    }
    await recordChange(tx, scope, {
      action: 'membership.added',
      entity: 'user',
      ids: [userId],
      event: 'namespace.changed',
      eventIds: [namespaceId],
      namespaceId,
      difference: { before: {}, after: { role } },
    });
    const [made] = await findMemberships(tx, namespaceId, { userId });
    if (!made) throw new MediaError('not-found', { id: userId });
    return made;
  });
  scope.authenticator.forget();
  return membership;
}
