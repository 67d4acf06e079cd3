import type { PersonalExport } from '@vitrine/schema';
import * as z from 'zod';
import { makeLink } from '../exports/make-link.ts';
import type { CallerScope } from '../scope.ts';
import { findBrought } from './find-brought.ts';
import { findPerson, type PersonInput } from './find-person.ts';

export const personExportKind = 'export-person';

export const PersonExportInput = z.object({ userId: z.uuid() });

/**
 * Makes a link for each namespace to an archive of all that it keeps of a person, with the bytes that they brought.
 * Nothing is packed before it is fetched, and nothing any more once the person is erased.
 * @throws MediaError `auth.denied`, `not-found` for somebody who was never a member.
 */
export async function beginPersonExport(scope: CallerScope, input: PersonInput): Promise<PersonalExport[]> {
  const { places } = await findPerson(scope, input);
  const { userId } = input;
  const links: PersonalExport[] = [];
  for (const place of places) {
    const kept = (await findBrought(place, userId)).filter((brought) => brought.is_kept);
    const link = await makeLink(
      place,
      {
        kind: personExportKind,
        filename: `${place.namespace.slug}-${userId}.zip`,
        total: kept.length,
        input: { userId } satisfies z.input<typeof PersonExportInput>,
      },
      { action: 'user.exported', entity: 'user', ids: [userId] },
    );
    const sizeBytes = kept.reduce((sum, { size_bytes }) => sum + Number(size_bytes), 0);
    links.push({ ...link, namespaceId: place.namespace.id, fileCount: kept.length, sizeBytes });
  }
  return links;
}
