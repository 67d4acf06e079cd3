import type { CallerScope, Services } from '../scope.ts';

/**
 * Makes the scope of a request from its Authorization header.
 * @throws MediaError `auth.required`, `auth.denied`.
 */
export async function authenticate(
  services: Services,
  request: { authorization: string | undefined; requestId: string },
): Promise<CallerScope> {
  const { actor, namespace } = await services.authenticator.identify(request.authorization);
  return { ...services, actor, namespace, requestId: request.requestId };
}
