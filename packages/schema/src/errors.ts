import * as z from 'zod';

/**
 * Every error that the server answers with, its HTTP status and the text that stands where a call has
 * nothing more exact to say. `not-found` also stands for what belongs to another namespace.
 */
export const errorCodes = {
  'auth.required': { status: 401, message: 'Sign in first: this request carries no valid token or key.' },
  'auth.denied': { status: 403, message: 'Your role does not allow this.' },
  'not-found': { status: 404, message: 'There is no such thing here, or it was deleted.' },
  conflict: {
    status: 409,
    message: 'Somebody changed this in the meantime. Load it again and repeat your change.',
  },
  'media.in-use': { status: 409, message: 'This file is still used by content. Remove it there first.' },
  'media.not-offered': {
    status: 409,
    message: 'This file waits for its approval, was rejected, or is outside its rights. Choose another one.',
  },
  gone: { status: 410, message: 'This is no longer kept.' },
  'upload.too-large': { status: 413, message: 'The file is larger than this library takes.' },
  'quota.exceeded': {
    status: 413,
    message: 'The storage of this namespace is full. Delete files or ask for more room.',
  },
  'upload.empty': { status: 400, message: 'The file is empty. Choose one that has content.' },
  'upload.mime-refused': { status: 415, message: 'Files of this type are not taken here.' },
  'upload.extension-refused': { status: 415, message: 'The name of the file does not match its content.' },
  'upload.invalid-image': {
    status: 415,
    message: 'The picture can not be read. Export it again and upload the new file.',
  },
  'upload.svg-active': {
    status: 415,
    message: 'The SVG contains active content. Export it without scripts and upload again.',
  },
  'upload.hash-mismatch': {
    status: 422,
    message: 'The bytes that arrived are not those that were announced. Upload again.',
  },
  'upload.source-unreachable': {
    status: 422,
    message: 'The address could not be read. Check that anyone can download the file there, and try again.',
  },
  'upload.offset-mismatch': {
    status: 409,
    message: 'The upload goes on at another place. Ask for its offset and continue there.',
  },
  'input.invalid': { status: 400, message: 'The request is not of the form that this call takes.' },
  'rate.limited': { status: 429, message: 'Too many requests. Wait a moment and try again.' },
  'ai.unavailable': { status: 503, message: 'Suggestions are not available right now.' },
  'storage.unavailable': { status: 503, message: 'The file storage does not answer. Try again in a moment.' },
  'storage.full': {
    status: 507,
    message: 'The file storage is full. Nothing was kept; make room and try again.',
  },
  internal: {
    status: 500,
    message: 'Something went wrong on the server. Try again; if it stays, report the request id.',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCodes;

export const ErrorCode = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/** What goes over the wire as `data.vitrine` of a tRPC error and as the body of every other refused request. */
export const WireError = z.object({
  code: ErrorCode,
  message: z.string(),
  /** What a program can act on: field paths, the limit in bytes, the content items that use a file. */
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string(),
});
export type WireError = z.infer<typeof WireError>;
