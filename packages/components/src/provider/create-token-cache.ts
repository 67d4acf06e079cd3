/** What the host's token route answers with. */
export interface AccessToken {
  token: string;
  /** When it ends: an ISO date or milliseconds since 1970. */
  expiresAt: string | number;
}

export type GetToken = (request: { namespace?: string }) => Promise<AccessToken>;

/** A token is renewed this long before it ends, so that none runs out on its way. */
const RENEW_BEFORE_MS = 30_000;

export interface TokenCache {
  /** A token that is still good; concurrent callers share one request to the host. */
  token(): Promise<string>;
  /** Gets a new one, unless another caller already replaced the token that was refused. */
  renew(refused: string): Promise<string>;
}

export function createTokenCache(
  getToken: GetToken,
  namespace: string | undefined,
  now: () => number = Date.now,
): TokenCache {
  let current: { token: string; expiresAtMs: number } | null = null;
  let pending: Promise<string> | null = null;

  const fetchToken = (): Promise<string> => {
    pending ??= getToken(namespace === undefined ? {} : { namespace })
      .then(({ token, expiresAt }) => {
        current = { token, expiresAtMs: new Date(expiresAt).getTime() };
        return token;
      })
      .finally(() => {
        pending = null;
      });
    return pending;
  };

  return {
    token: () =>
      current !== null && now() < current.expiresAtMs - RENEW_BEFORE_MS
        ? Promise.resolve(current.token)
        : fetchToken(),
    renew: (refused) =>
      current !== null && current.token !== refused ? Promise.resolve(current.token) : fetchToken(),
  };
}
