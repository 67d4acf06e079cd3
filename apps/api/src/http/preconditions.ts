import { isSameTag } from './content-range.ts';

/** Whole seconds, as headers have them. */
const inSeconds = (date: Date): number => Math.floor(date.getTime() / 1000) * 1000;

/**
 * Whether these are the bytes that the client wants, where it says which (RFC 9110 13.2.2): else 412. A tag is believed
 * before a time, a time that can't be read not at all, and a weak tag says nothing about bytes.
 */
export function isWantedByClient(
  asked: { ifMatch: string | undefined; ifUnmodifiedSince: string | undefined },
  current: { etag: string; modifiedAt: Date },
): boolean {
  const { ifMatch, ifUnmodifiedSince } = asked;
  if (ifMatch !== undefined)
    return ifMatch.trim() === '*' || ifMatch.split(',').some((tag) => tag.trim() === current.etag);
  // NaN is less than nothing and more than nothing.
  return ifUnmodifiedSince === undefined || !(inSeconds(current.modifiedAt) > Date.parse(ifUnmodifiedSince));
}

/**
 * Whether the client has these bytes already (RFC 9110 13.2.2): a tag is believed before a time, and a time that can't
 * be read not at all.
 */
export function isKnownToClient(
  asked: { ifNoneMatch: string | undefined; ifModifiedSince: string | undefined },
  current: { etag: string; modifiedAt: Date },
): boolean {
  if (asked.ifNoneMatch !== undefined) return isSameTag(asked.ifNoneMatch, current.etag);
  if (asked.ifModifiedSince === undefined) return false;
  return inSeconds(current.modifiedAt) <= Date.parse(asked.ifModifiedSince);
}

/**
 * Whether a part may be sent: a part of other bytes than those that the client has would corrupt its file. A weak tag
 * says nothing about bytes.
 * @param modified as said in `Last-Modified`.
 */
export function isPartUseful(ifRange: string | undefined, etag: string, modified: string): boolean {
  return ifRange === undefined || ifRange === etag || ifRange === modified;
}
