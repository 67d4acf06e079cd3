import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import type { GroundServices } from '../scope.ts';
import { hashPerson, type PersonOfHost } from './hash-person.ts';

/**
 * @param issuedAt of the token, in seconds since 1970.
 * @throws MediaError `auth.denied` for who was erased, and comes with a token of before or had been removed by then.
 */
export async function refuseBarred(
  tx: Transaction,
  services: Pick<GroundServices, 'signingKeys'>,
  person: PersonOfHost,
  { namespaceId, issuedAt }: { namespaceId: string; issuedAt: number },
): Promise<void> {
  const bars = await tx.admissionBar.findMany({
    where: { namespaceId, personHmac: { in: hashPerson(services, person) } },
    select: { tokensUntil: true },
  });
  if (bars.some(({ tokensUntil }) => tokensUntil === null)) {
    throw new MediaError('auth.denied', undefined, {
      message: 'You are no member of this library any more. Ask an admin to add you again.',
    });
  }
  if (bars.some(({ tokensUntil }) => tokensUntil && issuedAt * 1000 <= tokensUntil.getTime())) {
    throw new MediaError('auth.denied', undefined, {
      message:
        'What was known of you here was erased since you signed in. Sign in again to come as somebody new.',
    });
  }
}
