import type { WireError } from '@vitrine/schema';

/** A refused upload. `code` is one of the contract's error codes. */
export class UploadError extends Error {
  override name = 'UploadError';
  readonly code: WireError['code'];
  readonly details: WireError['details'];

  constructor({ code, message, details }: WireError) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
