/** Writes docs/permissions.md from the rules and the matrix that the tests hold the server to. */
import { writeFile } from 'node:fs/promises';
import { describePermissions } from '../apps/api/src/testing/permissions/describe-permissions.ts';

await writeFile(new URL('../docs/permissions.md', import.meta.url), describePermissions());
