import type { PersonalData } from '@vitrine/schema';
import type { ZipEntry } from '../../archive/write-zip.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { createEntryNames } from '../exports/name-entry.ts';
import { noteOfMissing, openStored, textEntry } from '../exports/open-stored.ts';
import type { Scope } from '../scope.ts';
import type { TrackedTask } from '../tasks/track-task.ts';
import { describePerson } from './export-user.ts';
import type { Brought } from './find-brought.ts';
import { findBrought } from './find-brought.ts';
import { gatherRecords } from './gather-records.ts';
import { readActions } from './read-actions.ts';

/** Of one file of an archive: it is made in memory. */
const ACTIONS_A_FILE = 20_000;

/**
 * What one namespace keeps of a person: `person.json`, `actions-1.ndjson` and on with all that they did, and under
 * `files/` the bytes that they brought, as they came.
 */
export async function* packPerson(scope: Scope, userId: string, task: TrackedTask): AsyncGenerator<ZipEntry> {
  const now = scope.now();
  const nameEntry = createEntryNames();
  const brought = (await findBrought(scope, userId)).filter(({ is_kept }) => is_kept);
  const keyOf = ({ media_id, number }: Pick<Brought, 'media_id' | 'number'>) => `${media_id}@${number}`;
  const entries = new Map(
    brought.map((one) => [keyOf(one), `files/${nameEntry(one.original_filename || 'file')}`]),
  );
  const records = await gatherRecords(scope, userId, (one) => entries.get(keyOf(one)) ?? null);
  const data: PersonalData = {
    exportedAt: now.toISOString(),
    person: await describePerson(scope, { userId }),
    namespaces: [records],
  };
  yield textEntry('person.json', `${JSON.stringify(data, null, 2)}\n`, now);
  yield* packActions(scope, userId);
  const gone: string[] = [];
  for (const [index, one] of brought.entries()) {
    task.signal.throwIfAborted();
    const name = entries.get(keyOf(one)) ?? '';
    const stored = await openStored(scope, parseObjectKey(one.storage_key));
    if (stored) yield { ...stored, name, modifiedAt: one.created_at };
    else gone.push(name);
    task.report({ done: index + 1, total: brought.length });
  }
  if (gone.length > 0) yield noteOfMissing('not-included.txt', gone, now);
}

async function* packActions(scope: Scope, userId: string): AsyncGenerator<ZipEntry> {
  let after: Parameters<typeof readActions>[1]['after'] = null;
  for (let number = 1; number === 1 || after; number += 1) {
    const page: Awaited<ReturnType<typeof readActions>> = await readActions(scope, {
      userId,
      limit: ACTIONS_A_FILE,
      after,
    });
    const lines = page.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    yield textEntry(`actions-${number}.ndjson`, lines, scope.now());
    after = page.next;
  }
}
