import type { CallerScope, Services } from '../scope.ts';

export interface Credentials {
  authorization: string | undefined;
  /** The secret of a console's cookie, where the request proves that it comes from this instance's own pages. */
  session?: string | undefined;
}

/**
 * Makes the scope of a request from what it came with.
 * @throws MediaError `auth.required`, `auth.denied`.
 */
export async function authenticate(
  services: Services,
  request: Credentials & { requestId: string },
): Promise<CallerScope> {
  const { actor, namespace } = await services.authenticator.identify(request.authorization, request.session);
  return { ...services, actor, namespace, requestId: request.requestId };
}
