import type { Membership, Role, UserId } from '@vitrine/schema';
import { Prisma } from '../../db/generated/client.ts';
import type { Database } from '../../db/open-database.ts';
import type { Transaction } from '../../db/transaction.ts';

interface MembershipRow {
  user_id: string;
  subject: string;
  display_name: string;
  email: string | null;
  role: string;
  is_default: boolean;
  created_at: Date;
  removed_at: Date | null;
}

/** The one that was chosen; where none was, the oldest. For a row `m` of membership. */
export const isDefaultMembership = Prisma.sql`(m.removed_at is null and (m.is_default or not exists (
  select from membership o
  where o.user_id = m.user_id and o.removed_at is null and o.namespace_id <> m.namespace_id
    and (o.is_default or (o.created_at, o.namespace_id) < (m.created_at, m.namespace_id)))))`;

/** Memberships of a namespace, who came last first. Erased people are in none of its lists. */
export async function findMemberships(
  client: Transaction | Database['prisma'],
  namespaceId: string,
  {
    userId,
    search,
    after,
    limit = 1,
    includeRemoved = true,
  }: {
    userId?: string | undefined;
    search?: string | undefined;
    after?: string | undefined;
    limit?: number;
    includeRemoved?: boolean;
  },
): Promise<Membership[]> {
  // What LIKE would read as a pattern stands for itself.
  const part = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
  const rows = await client.$queryRaw<MembershipRow[]>`
    select m.user_id, u.subject, u.display_name, u.email, m.role, ${isDefaultMembership} as is_default,
      m.created_at, m.removed_at
    from membership m join "user" u on u.id = m.user_id
    where m.namespace_id = ${namespaceId}::uuid and u.erased_at is null
      and (${userId ?? null}::uuid is null or m.user_id = ${userId ?? null}::uuid)
      and (${after ?? null}::uuid is null or m.user_id < ${after ?? null}::uuid)
      and (${includeRemoved} or m.removed_at is null)
      and (${part}::text is null or u.display_name ilike ${part} or u.email ilike ${part})
    order by m.user_id desc limit ${limit}`;
  return rows.map((row) => ({
    user: {
      id: row.user_id as UserId,
      subject: row.subject,
      displayName: row.display_name,
      email: row.email,
    },
    role: row.role as Role,
    isDefault: row.is_default,
    createdAt: row.created_at.toISOString(),
    removedAt: row.removed_at?.toISOString() ?? null,
  }));
}
