import { createHmac } from 'node:crypto';
import type { GroundServices } from '../scope.ts';

export interface PersonOfHost {
  issuer: string;
  subject: string;
}

/** A person as `admission_bar` knows them: by each signing key, the newest first, as it may be of an older one. */
export function hashPerson(
  { signingKeys }: Pick<GroundServices, 'signingKeys'>,
  { issuer, subject }: PersonOfHost,
): string[] {
  return signingKeys.map(({ secret }) =>
    createHmac('sha256', secret).update(`vitrine admission v1\n${issuer}\n${subject}`).digest('hex'),
  );
}
