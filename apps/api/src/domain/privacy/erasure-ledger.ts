import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { objectKey, parseObjectKey } from '../../storage/object-keys.ts';
import type { PersonOfHost } from '../identity/hash-person.ts';
import type { Scope, Services } from '../scope.ts';

export interface Person extends PersonOfHost {
  /** They had been removed: erasing them lets them in no more than before. */
  isRemoved: boolean;
}

/** What a line of the ledger says: that somebody was erased, and who, to nobody without the key. */
export const LedgerEntry = z.object({
  id: z.uuid(),
  kind: z.enum(['anonymized', 'erased']),
  /** The signing key of the HMAC: without it the entry can not be applied again. */
  keyId: z.string(),
  personHmac: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** They had been removed before, and stay out when it is done again. */
  isRemoved: z.boolean().optional(),
});
export type LedgerEntry = z.output<typeof LedgerEntry>;

const MAX_BYTES = 2048;

const hmacOf = (secret: string, { issuer, subject }: PersonOfHost): string =>
  createHmac('sha256', secret).update(`vitrine erasure v1\n${issuer}\n${subject}`).digest('hex');

/**
 * Writes into the storage that a person is being erased, before it is done: whatever breaks off then, the ledger knows
 * of it, and to erase somebody twice does no harm.
 */
export async function appendToLedger(
  scope: Scope,
  kind: LedgerEntry['kind'],
  person: Person,
): Promise<LedgerEntry> {
  const [key] = scope.signingKeys;
  if (!key) throw new Error('There is no signing key.');
  const id = scope.newId();
  const at = scope.now().toISOString();
  const { isRemoved } = person;
  const entry = { id, kind, keyId: key.id, personHmac: hmacOf(key.secret, person), at, isRemoved };
  const bytes = Buffer.from(JSON.stringify(entry));
  const place = objectKey({ namespaceId: scope.namespace.id, purpose: 'ledger', id });
  await scope.storage.put(place, bytes, { maxBytes: MAX_BYTES });
  return entry;
}

/** The same in the database, as part of the erasure. */
export async function recordErasure(tx: Transaction, scope: Scope, entry: LedgerEntry): Promise<void> {
  const { id, kind, keyId, personHmac, at } = entry;
  const namespaceId = scope.namespace.id;
  const row = { id, namespaceId, kind, keyId, personHmac, createdAt: at };
  await tx.erasure.createMany({ data: [row], skipDuplicates: true });
}

/** All that the storage knows of one namespace, in the order in which it was done. */
export async function readLedger(
  { storage }: Pick<Services, 'storage'>,
  namespaceId: string,
): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const { key } of storage.list(`${namespaceId}/ledger/`)) {
    const { body } = await storage.read(parseObjectKey(key));
    const bytes = body instanceof Uint8Array ? body : new Uint8Array(await new Response(body).arrayBuffer());
    entries.push(LedgerEntry.parse(JSON.parse(Buffer.from(bytes).toString())));
  }
  return entries.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Whether an entry is about this person; null where its key is not known any more. */
export function isAbout(
  { signingKeys }: Pick<Services, 'signingKeys'>,
  entry: LedgerEntry,
  person: PersonOfHost,
): boolean | null {
  const key = signingKeys.find(({ id }) => id === entry.keyId);
  if (!key) return null;
  return timingSafeEqual(Buffer.from(hmacOf(key.secret, person)), Buffer.from(entry.personHmac));
}
