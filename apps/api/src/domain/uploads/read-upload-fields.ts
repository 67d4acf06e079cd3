import { UploadFields } from '@vitrine/schema';
import * as z from 'zod';
import { MediaError } from '../../errors/media-error.ts';
import { refuseSmart } from '../collections/lock-items.ts';
import { resourceOfCollection } from '../collections/require-collection.ts';
import { authorize, can } from '../identity/can.ts';
import { findMedia } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';
import { checkReplaceable } from '../versions/check-replaceable.ts';

/** PostgreSQL keeps no NUL in a text, and JSON no half of a surrogate pair. */
const CleanText = z
  .string()
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'Not a valid text');

/**
 * Reads what came beside the bytes. The namespace comes from the credential; one that is named must be the same.
 * @throws MediaError 'input.invalid' with the fields for unknown or malformed ones, 'not-found' for another
 * namespace or a collection that is not in this one or that the actor may not see, `auth.denied` for one that is not
 * the actor's to fill; a smart one nobody fills.
 */
export async function readUploadFields(
  scope: Scope,
  entries: Iterable<readonly [string, string]>,
): Promise<UploadFields> {
  const sent: Record<string, string> = Object.create(null);
  for (const [name, value] of entries) {
    if (name in sent) throw twice(name);
    sent[name] = CleanText.parse(value);
  }
  const fields = UploadFields.parse({ ...sent });
  tagNamesOf(fields);
  if (
    fields.namespace !== undefined &&
    ![scope.namespace.id, scope.namespace.slug].includes(fields.namespace)
  ) {
    throw new MediaError('not-found', { fields: { namespace: ['Not the namespace of this credential'] } });
  }
  if (fields.collection !== undefined) {
    const found = await scope.db.prisma.collection.findUnique({
      where: { namespaceId_id: { namespaceId: scope.namespace.id, id: fields.collection } },
    });
    const resource = found && resourceOfCollection(found);
    if (!resource || !can(scope.actor, 'collection.read', resource)) {
      throw new MediaError('not-found', { fields: { collection: ['No such collection'] } });
    }
    // Before the bytes: at the end it would be refused just so.
    authorize(scope.actor, 'collection.change', resource);
    if (found.smartQuery !== null) throw refuseSmart(found.id);
  }
  if (fields.replaces !== undefined) await checkReplaced(scope, fields, fields.replaces);
  return fields;
}

/** Early, so that nobody sends bytes for nothing. What counts is looked at again when they are there. */
async function checkReplaced(scope: Scope, fields: UploadFields, id: string): Promise<void> {
  const kept = (['title', 'description', 'tags', 'collection', 'onDuplicate', 'temporary'] as const).filter(
    (name) => fields[name] !== undefined,
  );
  if (kept.length > 0) {
    const fieldErrors = kept.map((name) => [name, ['A replaced file keeps its own']]);
    throw new MediaError('input.invalid', { fields: Object.fromEntries(fieldErrors) });
  }
  const [media] = await findMedia(scope, [id]);
  checkReplaceable(scope, media);
}

function twice(name: string): MediaError {
  return new MediaError('input.invalid', { fields: { [name]: ['Given twice'] } });
}

const TagNames = z.object({ tags: z.array(z.string().max(100)).max(100) });

/** Names of tags with commas between, each once. @throws ZodError for one longer than a tag may be, or too many. */
export function tagNamesOf(fields: UploadFields): string[] {
  const names = fields.tags?.split(',').map((name) => name.trim());
  const unique = new Set(names?.filter((name) => name !== ''));
  return TagNames.parse({ tags: [...unique] }).tags;
}
