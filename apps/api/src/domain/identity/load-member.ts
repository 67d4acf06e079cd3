import { Role, UserId } from '@vitrine/schema';
import type { Database } from '../../db/open-database.ts';

export interface LoadedMember {
  userId: UserId;
  displayName: string;
  email: string | null;
  isErased: boolean;
  /** null where there is no membership yet. */
  role: Role | null;
  isRemoved: boolean;
}

interface MemberRow {
  id: string;
  display_name: string;
  email: string | null;
  erased_at: Date | null;
  role: string | null;
  removed_at: Date | null;
}

const SQL = `select u.id, u.display_name, u.email, u.erased_at, m.role, m.removed_at
  from "user" u left join membership m on m.user_id = u.id and m.namespace_id = $1
  where u.issuer = $2 and u.subject = $3`;

/**
 * The people that the keys of a namespace vouch for are that namespace's own: the same `sub` in another one is
 * somebody else, so that no host can speak for the people of another. Only the operator can make namespaces that share
 * them, for the sites of one host.
 */
export const issuerOf = (namespaceId: string) => `namespace:${namespaceId}`;

export async function readIssuer(db: Database, namespaceId: string): Promise<string> {
  const row = await db.prisma.namespace.findUniqueOrThrow({ where: { id: namespaceId } });
  return row.issuer ?? issuerOf(namespaceId);
}

/** Reads a person by the host's id, with the membership in this namespace; null where nobody was seen yet. */
export async function loadMember(
  db: Database,
  { namespaceId, issuer, subject }: { namespaceId: string; issuer: string; subject: string },
): Promise<LoadedMember | null> {
  const values = [namespaceId, issuer, subject];
  const { rows } = await db.pool.query<MemberRow>({ name: 'load-member', text: SQL, values });
  const [row] = rows;
  if (!row) return null;
  return {
    userId: UserId.parse(row.id),
    displayName: row.display_name,
    email: row.email,
    isErased: row.erased_at !== null,
    role: row.role === null ? null : Role.parse(row.role),
    isRemoved: row.removed_at !== null,
  };
}
