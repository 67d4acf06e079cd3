import { randomUUID } from 'node:crypto';
import type { WireError } from '@vitrine/schema';

type Handler = (request: Request, context: { requestId: string }) => Promise<Response>;

export interface TrpcAnswer {
  status: number;
  data: unknown;
  error: WireError | undefined;
  /** As it went over the wire. */
  body: unknown;
}

/** Calls a procedure as a client would: by POST, with an Authorization header. */
export async function callTrpc(
  handle: Handler,
  call: { path: string; input?: unknown; authorization?: string },
): Promise<TrpcAnswer> {
  const headers = {
    'content-type': 'application/json',
    ...(call.authorization && { authorization: call.authorization }),
  };
  const body = JSON.stringify(call.input ?? {});
  const request = new Request(`https://media.example.org/trpc/${call.path}`, {
    method: 'POST',
    headers,
    body,
  });
  const response = await handle(request, { requestId: randomUUID() });
  const answer = (await response.json()) as {
    result?: { data: unknown };
    error?: { data: { vitrine: WireError } };
  };
  return {
    status: response.status,
    data: answer.result?.data,
    error: answer.error?.data.vitrine,
    body: answer,
  };
}
