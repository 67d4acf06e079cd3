import * as z from 'zod';
import { type DatabaseFault, findDatabaseFault, isConnectionLost } from './database-fault.ts';
import { MediaError } from './media-error.ts';

/** Prisma's own codes for "the row that you name is not there". */
const prismaNotFound = new Set(['P2001', 'P2015', 'P2018', 'P2025']);

/** PostgreSQL, Prisma and the socket all have their way to say: not now. */
const unreachable = new Set([
  ...['53300', '57P01', '57P02', '57P03', '55P03', '25P03', '08000', '08003', '08006'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
]);

const tooSlow = 'This took too long, perhaps because somebody else works on the same. Try again in a moment.';

/** Whatever was thrown as an error that a client may see. What is not understood becomes `internal` and tells
 *  nothing; the original always stays as `cause` for the log. */
export function toMediaError(error: unknown): MediaError {
  if (error instanceof MediaError) return error;
  if (error instanceof z.core.$ZodError)
    return new MediaError('input.invalid', fieldsOf(error), { cause: error });
  const fault = findDatabaseFault(error);
  if (fault) return ofFault(fault, error);
  const code = codeOf(error);
  if (prismaNotFound.has(code)) return new MediaError('not-found', undefined, { cause: error });
  if (unreachable.has(code) || isConnectionLost(error)) return databaseUnavailable(error);
  return new MediaError('internal', undefined, { cause: error });
}

function ofFault(fault: DatabaseFault, cause: unknown): MediaError {
  switch (fault.code) {
    case '23503': // foreign key
    case '23001': // the same, refused by RESTRICT: its own code since PostgreSQL 18
      return ofForeignKey(fault, cause);
    case '23505':
      return new MediaError('conflict', { constraint: fault.constraint }, { cause });
    case '23514':
      return new MediaError('input.invalid', { constraint: fault.constraint }, { cause });
    case '22001': // text too long
    case '22003': // number out of range
    case '22007': // no time, or one out of range
    case '22008':
    case '22P02': // no number, no id, no JSON (half of a surrogate pair)
    case '22021': // a character that the encoding has not (NUL)
    case '22P05':
      return new MediaError('input.invalid', undefined, { cause });
    case '40001':
    case '40P01':
      return new MediaError('conflict', { retried: true }, { cause });
    case '53100':
      return new MediaError('storage.full', undefined, { cause });
    case '57014': // it ran for longer than a statement may
      return new MediaError('storage.unavailable', undefined, { message: tooSlow, cause });
    default:
      if (unreachable.has(fault.code)) return databaseUnavailable(cause);
      return new MediaError('internal', undefined, { cause });
  }
}

function ofForeignKey(fault: DatabaseFault, cause: unknown): MediaError {
  const isNewRow = fault.code === '23503' && fault.message.startsWith('insert or update');
  if (fault.constraint === 'reference_needs_live_media') {
    return isNewRow
      ? new MediaError('gone', undefined, {
          message: 'This file is in the trash, or in another library. Restore it before using it.',
          cause,
        })
      : new MediaError('media.in-use', undefined, { cause });
  }
  if (fault.constraint === 'media_needs_live_replacement') {
    return isNewRow
      ? new MediaError('gone', undefined, {
          message: 'The file that stands in its place is in the trash. Restore that one first.',
          cause,
        })
      : new MediaError('media.in-use', undefined, {
          message: 'This file stands in the place of another one. Undo that first.',
          cause,
        });
  }
  return isNewRow
    ? new MediaError('not-found', { constraint: fault.constraint }, { cause })
    : new MediaError('conflict', { constraint: fault.constraint }, { cause });
}

/** `{ fields: { 'tags.0.name': ['Too small'] } }`; a problem with the whole input stands under ''. */
function fieldsOf(error: z.core.$ZodError): { fields: Record<string, string[]> } {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const path = issue.path.join('.');
    fields[path] = [...(fields[path] ?? []), issue.message];
  }
  return { fields };
}

function databaseUnavailable(cause: unknown): MediaError {
  const message = 'The database does not answer. Try again in a moment.';
  return new MediaError('storage.unavailable', undefined, { message, cause });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
