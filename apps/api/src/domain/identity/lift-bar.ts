import type { Transaction } from '../../db/transaction.ts';
import type { GroundServices } from '../scope.ts';
import { hashPerson, type PersonOfHost } from './hash-person.ts';

/** Lets a person in again who was kept out since they were erased. */
export async function liftBar(
  tx: Transaction,
  services: Pick<GroundServices, 'signingKeys'>,
  person: PersonOfHost,
  namespaceId: string,
): Promise<void> {
  await tx.admissionBar.deleteMany({
    where: { namespaceId, personHmac: { in: hashPerson(services, person) } },
  });
}
