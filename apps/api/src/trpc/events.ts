import { tracked } from '@trpc/server';
import { contract, TrackedEvent } from '@vitrine/schema';
import { streamEvents } from '../domain/events/stream-events.ts';
import { MediaError } from '../errors/media-error.ts';
import { type Procedures, router } from './create-procedures.ts';

export const eventsRouter = ({ stream, parseOutputs }: Procedures) =>
  router({
    stream: stream(contract.events.stream).subscription(async function* ({ ctx, input, signal }) {
      const recheck = async () =>
        (await ctx.services.authenticator.identify(ctx.authorization, ctx.session)).actor;
      try {
        for await (const event of streamEvents(ctx.scope, input, { signal, recheck })) {
          if (parseOutputs) TrackedEvent.parse(event);
          yield tracked(event.id, event.data);
        }
      } catch (error) {
        const isOver = error instanceof MediaError && error.code.startsWith('auth.');
        if (!isOver) throw error;
        // Ends the stream without an answer: the client comes back with a fresh token, or is refused there.
        throw new DOMException('the credential of the stream ended', 'AbortError');
      }
    }),
  });
