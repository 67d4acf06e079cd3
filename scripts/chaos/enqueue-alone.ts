import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Puts a job that the clock runs into the queue, over a connection of its own: it tells how it ends. */
export async function enqueueAlone(databaseUrl: string, name: string): Promise<void> {
  await withConnection(databaseUrl, (client) =>
    client.query("select graphile_worker.add_job($1, '{}'::json, job_key => $1)", [name]),
  );
}

export async function withConnection<Value>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  const lost = new Promise<never>((_, reject) => client.once('error', reject));
  // Heard below, if the work is not over by then.
  lost.catch(() => undefined);
  await client.connect();
  try {
    return await Promise.race([work(client), lost]);
  } finally {
    // A server that dies meanwhile says no goodbye.
    await Promise.race([client.end(), delay(1000, undefined, { ref: false })]);
  }
}
