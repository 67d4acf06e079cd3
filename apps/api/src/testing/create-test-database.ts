import { inject } from 'vitest';
import type { Logger } from '../observability/logger.ts';
import { cloneTemplate, type TestDatabase } from './clone-template.ts';

export type { TestDatabase } from './clone-template.ts';

/** A migrated database of one's own in about 0.1 s. Make one for a test file, and in it a namespace for each test. */
export function createTestDatabase(options: { log?: Logger } = {}): Promise<TestDatabase> {
  return cloneTemplate(inject('testServer'), options.log);
}
