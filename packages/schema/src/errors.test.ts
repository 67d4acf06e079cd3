import { describe, expect, it } from 'vitest';
import { ErrorCode, errorCodes, WireError } from './errors.ts';

describe('error codes', () => {
  it.each(ErrorCode.options)('%s has a status of an error and a whole sentence', (code) => {
    const { status, message } = errorCodes[code];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('answers for something of another namespace as for something that is not there', () => {
    expect(ErrorCode.options.filter((code) => errorCodes[code].status === 404)).toEqual(['not-found']);
  });
});

describe('WireError', () => {
  const error = { code: 'media.in-use', message: 'Used by “Home”.', requestId: 'r-1' };

  it('carries what a program can act on', () => {
    expect(WireError.parse({ ...error, details: { usedIn: [] } }).details).toEqual({ usedIn: [] });
  });

  it('takes no code that is not listed', () => {
    expect(WireError.safeParse({ ...error, code: 'media.exploded' }).success).toBe(false);
  });
});
