import type { SyncReferencesInput, SyncReferencesResult } from '@vitrine/schema';
import * as z from 'zod';
import { retryConflicts } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';

type Result = z.output<typeof SyncReferencesResult>;

/**
 * Writes the uses of a content item, in one statement and so in one transaction, by the same function of the database
 * that hosts call in theirs.
 * @param options.keepsOthers adds to the uses that are there instead of taking their place.
 * @throws MediaError `auth.denied` for who may only add uses and would let go of a file, `not-found` for files that are
 * not there or that the actor may not see, `gone` for files in the
 * trash, `media.not-offered` for what published content may not begin to show; `details.mediaIds` says which.
 */
export async function writeReferences(
  scope: Scope,
  request: z.output<typeof SyncReferencesInput>,
  options: { keepsOthers: boolean },
): Promise<Result> {
  const values = [
    scope.namespace.id,
    JSON.stringify(request),
    JSON.stringify(writerOf(scope)),
    options.keepsOthers,
  ];
  try {
    const { rows } = await retryConflicts(() =>
      scope.db.pool.query<{ result: Result }>({
        name: 'write-references',
        text: 'select write_references($1, $2, $3, $4) as result',
        values,
      }),
    );
    const [row] = rows;
    if (!row) throw new Error('write_references answered nothing.');
    return row.result;
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** What `write_references` raises for files that can not be used, or not be let go. */
const Refusal = z.object({ code: z.enum(['VT403', 'VT404', 'VT409', 'VT410']), detail: z.string() });

const refusals = {
  VT403: {
    code: 'auth.denied',
    message: 'Only editors, and the key of the host, say that content no longer uses a file.',
  },
  VT404: {
    code: 'not-found',
    message: 'Some of the files are not in this library. Choose others in their place.',
  },
  VT409: {
    code: 'media.not-offered',
    message:
      'Some of the files are not approved, or not within their rights. Save it as a draft, or choose others.',
  },
  VT410: {
    code: 'gone',
    message: 'Some of the files are in the trash. Restore them before using them.',
  },
} as const;

function refusalOf(cause: unknown): MediaError | undefined {
  const refusal = Refusal.safeParse(cause).data;
  if (!refusal) return undefined;
  const { code, message } = refusals[refusal.code];
  const mediaIds = z.array(z.string()).parse(JSON.parse(refusal.detail));
  return new MediaError(code, { mediaIds }, { message, cause });
}

/** The actor as the functions of the database take it: for the audit, and for what it may see. */
export function writerOf({ actor, requestId }: Pick<Scope, 'actor' | 'requestId'>) {
  const { userId, levels } = reachOf(actor, 'live');
  return {
    kind: actor.kind === 'operator' ? 'key' : actor.kind,
    id: actor.userId ?? actor.keyId,
    requestId,
    userId,
    levels,
    mayRelease: can(actor, 'reference.release'),
  };
}
