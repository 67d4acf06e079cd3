import { createTestDatabase } from './create-test-database.ts';
import { type HttpTestServer, serveTestDatabase } from './serve-test-database.ts';

export type { HttpTestServer, TestServerSite } from './serve-test-database.ts';

/** API and worker with real HTTP on a free port, over a database and a folder of their own. */
export async function startTestServer(variables: Record<string, string> = {}): Promise<HttpTestServer> {
  return serveTestDatabase(await createTestDatabase(), variables);
}
