import type { WireError } from '@vitrine/schema';
import { toMediaError } from './to-media-error.ts';

/** The answer to a request that failed: its HTTP status and body. */
export function toWireError(error: unknown, requestId: string): { status: number; body: WireError } {
  const { code, message, details, status } = toMediaError(error);
  return { status, body: { code, message, ...(details && { details }), requestId } };
}
