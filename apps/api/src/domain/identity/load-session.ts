import { ApiKeyId, Role } from '@vitrine/schema';
import type { Database } from '../../db/open-database.ts';

export interface LoadedSession {
  id: string;
  keyId: ApiKeyId;
  /** The host's id of the person. */
  subject: string;
  role: Role;
  expiresAt: Date;
}

interface SessionRow {
  id: string;
  api_key_id: string;
  subject: string;
  role: string;
  expires_at: Date;
}

const SQL = `select s.id, s.api_key_id, u.subject, s.role, s.expires_at
  from session s join "user" u on u.id = s.user_id where s.secret_sha256 = $1`;

/** Reads a session of the console by the hash of its secret; null where there is none, or none any more. */
export async function loadSession(db: Database, secretSha256: string): Promise<LoadedSession | null> {
  const { rows } = await db.pool.query<SessionRow>({
    name: 'load-session',
    text: SQL,
    values: [secretSha256],
  });
  const [row] = rows;
  if (!row) return null;
  return {
    id: row.id,
    keyId: ApiKeyId.parse(row.api_key_id),
    subject: row.subject,
    role: Role.parse(row.role),
    expiresAt: row.expires_at,
  };
}
