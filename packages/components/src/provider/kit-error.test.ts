import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { isAbort, KitError, kitErrorOfResponse, toKitError } from './kit-error.ts';

const wire = {
  code: 'media.in-use',
  message: 'Used by “Summer issue”.',
  details: { uses: 1 },
  requestId: 'r1',
};

test('reads the code, the words and the details that the server sent', () => {
  const error = TRPCClientError.from({ error: { code: -32603, message: 'x', data: { vitrine: wire } } });
  expect(toKitError(error)).toMatchObject({
    code: 'media.in-use',
    message: wire.message,
    details: { uses: 1 },
    requestId: 'r1',
  });
});

test('a call without an answer is a failure of the network', () => {
  expect(toKitError(TRPCClientError.from(new TypeError('Failed to fetch'))).code).toBe('network');
  expect(toKitError(new TypeError('Failed to fetch')).code).toBe('network');
});

test('an answer that is not ours says nothing of the inside', () => {
  const error = TRPCClientError.from({
    error: { code: -32603, message: 'select * from secret', data: { code: 'X' } },
  });
  expect(toKitError(error).message).not.toContain('secret');
  expect(toKitError(error).code).toBe('internal');
});

test('an error of the kit stays itself', () => {
  const error = new KitError('gone', 'It is gone.');
  expect(toKitError(error)).toBe(error);
});

test('a refused upload is read from its body, and from its status where that is a page of a proxy', () => {
  expect(kitErrorOfResponse(409, wire).code).toBe('media.in-use');
  expect(kitErrorOfResponse(413, null).code).toBe('upload.too-large');
  expect(kitErrorOfResponse(503, '<html>').code).toBe('network');
  expect(kitErrorOfResponse(418, null).code).toBe('internal');
});

test('an abort is told apart', () => {
  expect(isAbort(new DOMException('cancelled', 'AbortError'))).toBe(true);
  expect(isAbort(new Error('AbortError'))).toBe(false);
});
