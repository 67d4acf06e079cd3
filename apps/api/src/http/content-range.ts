/** First and last byte, both included. */
export interface WantedRange {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header of one range. Null means: answer with the whole (no header, another unit, several ranges or
 * nonsense, as RFC 9110 14.2 allows); 'unsatisfiable' is a 416.
 * @param sizeBytes of the whole object, at least 1.
 */
export function readRange(
  header: string | undefined,
  sizeBytes: number,
): WantedRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = header?.match(/^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/) ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 ? 'unsatisfiable' : { start: Math.max(0, sizeBytes - suffix), end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= sizeBytes ? 'unsatisfiable' : { start, end };
}

/** Whether an `If-None-Match` names this tag: weakly compared, as RFC 9110 13.1.2 asks for GET and HEAD. */
export function isSameTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
