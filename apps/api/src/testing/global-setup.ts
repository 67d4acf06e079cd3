import type { TestProject } from 'vitest/node';
import { createLogger } from '../observability/logger.ts';
import { openTestServer } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { adminUrl: string; template: string; runId: string };
  }
}

/** Runs once before the tests of a project. TEST_DATABASE_URL names another server: a PostgreSQL 15 for example. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = createLogger({ level: 'warn' });
  const server = await openTestServer({ log, url: process.env.TEST_DATABASE_URL });
  const { adminUrl, template, runId } = server;
  project.provide('testServer', { adminUrl, template, runId });
  return () => server.close();
}
