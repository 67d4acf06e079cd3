import { loadNamespace } from '../namespaces/load-namespace.ts';
import { type Services, systemScope } from '../scope.ts';
import { anonymizeIn } from './anonymize-user.ts';
import { eraseIn } from './erase-user.ts';
import { isAbout, type LedgerEntry, readLedger } from './erasure-ledger.ts';

const reason = 'The database was restored from before it was done.';

export interface Reapplied {
  erased: number;
  anonymized: number;
  /** Entries of signing keys that are not known any more: whom they are about can not be told. */
  unreadable: number;
  /** Entries that could not be done; the log says why. */
  failed: number;
}

/** A line of the ledger that the database knows nothing of, with whom it is about. */
interface Missing {
  entry: LedgerEntry;
  namespaceId: string;
  userId: string;
}

/**
 * Does again, after a restore, what the ledger in the storage says and the database no longer knows. Whoever came
 * after their erasure is somebody new, and is left alone.
 */
export async function reapplyErasures(services: Services, requestId: string): Promise<Reapplied> {
  const { missing, unreadable } = await findMissing(services);
  const done: Reapplied = { erased: 0, anonymized: 0, unreadable, failed: 0 };
  // Everybody is looked up before anybody is erased: a pseudonym is found by no other namespace.
  for (const [index, { entry, namespaceId, userId }] of missing.entries()) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    const isLast = !missing.slice(index + 1).some((later) => later.userId === userId);
    const until = new Date(entry.at);
    try {
      if (entry.kind === 'erased') await eraseIn(scope, { userId, reason, keepsName: !isLast, until }, entry);
      else await anonymizeIn(scope, { userId, reason }, entry);
      done[entry.kind] += 1;
    } catch (error) {
      // Nobody after them waits for this one: it is told, and tried again by the next run.
      services.log.error(
        { err: error, namespaceId, entryId: entry.id },
        'an erasure could not be done again',
      );
      done.failed += 1;
    }
  }
  return done;
}

async function findMissing(services: Services): Promise<{ missing: Missing[]; unreadable: number }> {
  const { prisma } = services.db;
  const missing: Missing[] = [];
  let unreadable = 0;
  for (const { id: namespaceId } of await prisma.namespace.findMany({ select: { id: true } })) {
    const rows = await prisma.erasure.findMany({ where: { namespaceId }, select: { id: true } });
    const known = new Set(rows.map(({ id }) => id));
    for (const entry of await readLedger(services, namespaceId)) {
      if (known.has(entry.id)) continue;
      const people = await prisma.user.findMany({
        where: {
          erasedAt: null,
          createdAt: { lte: new Date(entry.at) },
          memberships: { some: { namespaceId } },
        },
        select: { id: true, issuer: true, subject: true },
      });
      const verdicts = people.map((person) => isAbout(services, entry, person));
      if (verdicts.includes(null)) unreadable += 1;
      const person = people[verdicts.indexOf(true)];
      if (person) missing.push({ entry, namespaceId, userId: person.id });
    }
  }
  return { missing, unreadable };
}
