import { createEventHub } from './events/create-event-hub.ts';
import { createAuthenticator } from './identity/create-authenticator.ts';
import { createGrants } from './media/grants.ts';
import type { GroundServices, Services } from './scope.ts';
import { createTurnstile } from './uploads/create-turnstile.ts';
import { createUploadBeats } from './uploads/create-upload-beats.ts';

/** Makes what the domain itself keeps alive in a process: signing keys, known credentials, the event listener. */
export async function openDomain(ground: GroundServices): Promise<Services & { close(): Promise<void> }> {
  const events = await createEventHub(ground);
  const authenticator = createAuthenticator(ground);
  // What another process changed counts here as soon as it is told.
  events.subscribe(({ type }) => {
    if (type === 'namespace.changed') authenticator.forget();
  });
  const uploadBeats = createUploadBeats(ground);
  return {
    ...ground,
    events,
    uploadBeats,
    grants: createGrants({
      keys: ground.signingKeys,
      ttlSeconds: ground.config.files.urlTtlSeconds,
      now: ground.now,
    }),
    authenticator,
    turnstiles: {
      receiving: createTurnstile({ places: 64, lentForMs: 10_000 }),
      // Two decode at a time; two more write or wait for the storage. The database has connections for more than that.
      completing: createTurnstile({ places: 4 }),
    },
    async close() {
      await uploadBeats.close();
      await events.close();
    },
  };
}
