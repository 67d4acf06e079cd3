import { type PersonalData, type PersonalRecords, UserId } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { recordChange } from '../record-change.ts';
import type { CallerScope, Scope } from '../scope.ts';
import { findPerson, type PersonInput } from './find-person.ts';
import { gatherRecords } from './gather-records.ts';
import { readActions } from './read-actions.ts';

const MAX_ACTIONS = 10_000;

/**
 * All that is kept of a person and about them, and nothing of anybody else: in an admin's namespace, or everywhere.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member.
 */
export async function exportUser(scope: CallerScope, input: PersonInput): Promise<PersonalData> {
  const { places } = await findPerson(scope, input);
  const namespaces: PersonalRecords[] = [];
  for (const place of places) {
    const records = await gatherRecords(place, input.userId);
    const { rows } = await readActions(place, { userId: input.userId, limit: MAX_ACTIONS });
    namespaces.push({ ...records, actions: rows });
    await transaction(place, (tx) =>
      recordChange(tx, place, { action: 'user.exported', entity: 'user', ids: [input.userId] }),
    );
  }
  return { exportedAt: scope.now().toISOString(), person: await describePerson(scope, input), namespaces };
}

export async function describePerson(
  { db }: Pick<Scope, 'db'>,
  { userId }: Pick<PersonInput, 'userId'>,
): Promise<PersonalData['person']> {
  const user = await db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { issuer, subject, displayName, email, userInfo, createdAt } = user;
  return {
    id: UserId.parse(user.id),
    issuer,
    subject,
    displayName,
    email,
    userInfo: userInfo as Record<string, unknown>,
    createdAt: createdAt.toISOString(),
  };
}
