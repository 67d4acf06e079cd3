import type { Transaction } from '../../db/transaction.ts';
import type { GroundServices } from '../scope.ts';
import { hashPerson, type PersonOfHost } from './hash-person.ts';
import { CLOCK_SKEW_SECONDS } from './verify-access-token.ts';

/**
 * Keeps a person out whose row is going to be a pseudonym: tokens that were made until now do not let them in again, as
 * somebody new. A bar that is there already is never weakened.
 * @param forGood keeps them out whatever token they bring, until they are added.
 */
export async function barAdmission(
  tx: Transaction,
  services: Pick<GroundServices, 'signingKeys' | 'now'>,
  person: PersonOfHost,
  { namespaceId, forGood }: { namespaceId: string; forGood: boolean },
): Promise<void> {
  const [hmac] = hashPerson(services, person);
  // The host's clock may be ahead of ours.
  const until = forGood ? null : new Date(services.now().getTime() + CLOCK_SKEW_SECONDS * 1000);
  await tx.$executeRaw`
    insert into admission_bar as bar (namespace_id, person_hmac, tokens_until)
    values (${namespaceId}::uuid, ${hmac}, ${until}::timestamptz)
    on conflict (namespace_id, person_hmac) do update set tokens_until =
      case when bar.tokens_until is not null and excluded.tokens_until is not null
        then greatest(bar.tokens_until, excluded.tokens_until) end`;
}
