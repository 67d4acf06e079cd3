import { isSameTag } from './content-range.ts';

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
  // The header has whole seconds. NaN is less than nothing and more than nothing.
  return Math.floor(current.modifiedAt.getTime() / 1000) * 1000 <= Date.parse(asked.ifModifiedSince);
}

/**
 * Whether a part may be sent: a part of other bytes than those that the client has would corrupt its file. A weak tag
 * says nothing about bytes.
 * @param modified as said in `Last-Modified`.
 */
export function isPartUseful(ifRange: string | undefined, etag: string, modified: string): boolean {
  return ifRange === undefined || ifRange === etag || ifRange === modified;
}
