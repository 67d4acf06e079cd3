import { type AccessTokenOptions, createAccessToken } from './create-access-token.ts';

export interface AccessTokenHandlerOptions
  extends Pick<AccessTokenOptions, 'apiKey' | 'audience' | 'expiresInSeconds'> {
  /** Says who asks and what they may do, by the host's own session; null is answered 401. */
  authorize(
    request: Request,
  ):
    | Pick<AccessTokenOptions, 'user' | 'role'>
    | null
    | Promise<Pick<AccessTokenOptions, 'user' | 'role'> | null>;
}

/**
 * Makes the route from which the kit's `getToken` reads: mount it at a path of the host that only POST reaches.
 * Answers `{ token, expiresAt }`, never cached.
 */
export function createAccessTokenHandler(
  options: AccessTokenHandlerOptions,
): (request: Request) => Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  return async (request) => {
    if (request.method !== 'POST') {
      return Response.json(
        { message: 'Ask for a token by POST.' },
        { status: 405, headers: { ...headers, allow: 'POST' } },
      );
    }
    const authorized = await options.authorize(request);
    if (!authorized) return Response.json({ message: 'Sign in first.' }, { status: 401, headers });
    const { apiKey, audience, expiresInSeconds } = options;
    return Response.json(await createAccessToken({ apiKey, audience, expiresInSeconds, ...authorized }), {
      headers,
    });
  };
}
