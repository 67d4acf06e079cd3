import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Services, systemScope } from '../scope.ts';
import { anonymizeUser } from './anonymize-user.ts';
import { eraseUser } from './erase-user.ts';
import { isAbout, readLedger } from './erasure-ledger.ts';

const reason = 'The database was restored from before it was done.';

export interface Reapplied {
  erased: number;
  anonymized: number;
  /** Entries of signing keys that are not known any more: whom they are about can not be told. */
  unreadable: number;
}

/**
 * Does again, after a restore, what the ledger in the storage says and the database no longer knows. Whoever came
 * after their erasure is somebody new, and is left alone.
 */
export async function reapplyErasures(services: Services, requestId: string): Promise<Reapplied> {
  const { prisma } = services.db;
  const done: Reapplied = { erased: 0, anonymized: 0, unreadable: 0 };
  for (const { id: namespaceId } of await prisma.namespace.findMany({ select: { id: true } })) {
    const known = new Set(
      (await prisma.erasure.findMany({ where: { namespaceId }, select: { id: true } })).map(({ id }) => id),
    );
    const missing = (await readLedger(services, namespaceId)).filter(({ id }) => !known.has(id));
    if (missing.length === 0) continue;
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    for (const entry of missing) {
      const people = await prisma.user.findMany({
        where: {
          erasedAt: null,
          createdAt: { lte: new Date(entry.at) },
          memberships: { some: { namespaceId } },
        },
        select: { id: true, issuer: true, subject: true },
      });
      const verdicts = people.map((person) => isAbout(services, entry, person));
      if (verdicts.includes(null)) done.unreadable += 1;
      const person = people[verdicts.indexOf(true)];
      if (!person) continue;
      const input = { userId: person.id, reason };
      if (entry.kind === 'erased') await eraseUser(scope, input, entry);
      else await anonymizeUser(scope, input, entry);
      done[entry.kind] += 1;
    }
  }
  return done;
}
