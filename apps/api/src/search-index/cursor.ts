import { createHash } from 'node:crypto';
import * as z from 'zod';
import { MediaError } from '../errors/media-error.ts';

const VERSION = 1;

/** What a list is ordered by, of the item that a page begins or ends with: milliseconds, bytes, a rank or a text. */
export type SortValue = string | number;

export interface Position {
  value: SortValue;
  id: string;
}

const Wire = z.tuple([
  z.literal(VERSION),
  z.string(),
  z.string(),
  z.union([z.string().max(1000), z.number()]),
  z.uuid(),
]);

const shortHash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 8);

/** Tells one list from another: a cursor of a different order or of other filters is refused, not misread. */
export interface ListIdentity {
  sort: string;
  filters: unknown;
}

export function writeCursor(list: ListIdentity, { value, id }: Position): string {
  const wire = [VERSION, shortHash(list.sort), shortHash(list.filters), value, id];
  return Buffer.from(JSON.stringify(wire)).toString('base64url');
}

/** @throws MediaError `input.invalid` for what was no cursor of this very list. */
export function readCursor(list: ListIdentity, cursor: string): Position {
  const refused = (cause?: unknown) =>
    new MediaError(
      'input.invalid',
      { fields: { cursor: ['is not of this list'] } },
      {
        message: 'The cursor does not belong to this list. Begin again with the first page.',
        cause,
      },
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw refused(cause);
  }
  const wire = Wire.safeParse(parsed);
  if (!wire.success) throw refused(wire.error);
  const [, sortHash, filterHash, value, id] = wire.data;
  if (sortHash !== shortHash(list.sort) || filterHash !== shortHash(list.filters)) throw refused();
  return { value, id };
}
