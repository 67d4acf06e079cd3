import type { NamespaceId, Role } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import type { GroundServices } from '../scope.ts';
import { refuseBarred } from './refuse-barred.ts';
import type { AccessClaims } from './verify-access-token.ts';

/**
 * Makes the person and the membership of a valid token that was never seen before, and keeps name and address
 * as the host tells them. The membership starts with the role of the key: until an admin lowers it, the token
 * decides within that. A membership that exists is left alone, also a removed one.
 * @throws MediaError `auth.denied` for who was erased and is kept out.
 */
export async function admitMember(
  services: GroundServices,
  input: { namespaceId: NamespaceId; issuer: string; claims: AccessClaims; keyRole: Role },
): Promise<void> {
  const { namespaceId, issuer, claims, keyRole } = input;
  await transaction(services, async (tx) => {
    const [user] = await tx.$queryRaw<{ id: string }[]>`
      insert into "user" (id, issuer, subject, display_name, email, updated_at)
      values (${services.newId()}::uuid, ${issuer}, ${claims.sub}, ${claims.name},
        ${claims.email ?? null}, now())
      on conflict (issuer, subject) do update set updated_at = now(),
        display_name = case when "user".erased_at is null then excluded.display_name else "user".display_name end,
        email = case when "user".erased_at is null then excluded.email end
      returning id`;
    const made = await tx.$executeRaw`
      insert into membership (namespace_id, user_id, role, updated_at)
      values (${namespaceId}::uuid, ${user?.id}::uuid, ${keyRole}, now())
      on conflict (namespace_id, user_id) do nothing`;
    if (user && made > 0) {
      await tx.$executeRaw`
        insert into audit_entry (id, namespace_id, actor_kind, actor_id, action, entity, entity_id)
        values (${services.newId()}::uuid, ${namespaceId}::uuid, 'user', ${user.id}, 'membership.made', 'user', ${user.id})`;
    }
    // After the row: an erasure that ran meanwhile has been waited for, and is seen by now.
    await refuseBarred(tx, services, { issuer, subject: claims.sub }, { namespaceId, issuedAt: claims.iat });
  });
}
