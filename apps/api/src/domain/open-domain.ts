import { createEventHub } from './events/create-event-hub.ts';
import { createAuthenticator } from './identity/create-authenticator.ts';
import { createGrants } from './media/grants.ts';
import type { GroundServices, Services } from './scope.ts';

/** Makes what the domain itself keeps alive in a process: signing keys, known credentials, the event listener. */
export async function openDomain(ground: GroundServices): Promise<Services & { close(): Promise<void> }> {
  const events = await createEventHub(ground);
  const authenticator = createAuthenticator(ground);
  // What another process changed counts here as soon as it is told.
  events.subscribe(({ type }) => {
    if (type === 'namespace.changed') authenticator.forget();
  });
  return {
    ...ground,
    events,
    grants: createGrants({
      keys: ground.signingKeys,
      ttlSeconds: ground.config.files.urlTtlSeconds,
      now: ground.now,
    }),
    authenticator,
    close: () => events.close(),
  };
}
