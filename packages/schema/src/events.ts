import * as z from 'zod';

export const EventType = z.enum([
  'media.created',
  'media.processed',
  'media.updated',
  'media.trashed',
  'media.restored',
  /** A file that every member saw is for fewer of them now: who does not see it any more is told too. */
  'media.withdrawn',
  'media.replaced',
  'media.purged',
  /** A file shows other bytes under its own id; `media.replaced` puts another file in its place. */
  'media.version-added',
  'media.reviewed',
  /** Rights end within the days that the namespace is warned ahead, or have ended: told once each. */
  'media.rights-ending',
  'media.rights-ended',
  'reference.changed',
  'tag.changed',
  'collection.changed',
  /** A private one is told to its owner alone. */
  'saved-search.changed',
  'task.changed',
  'namespace.changed',
  /** All bytes of a file are here and are looked into, or it has ended: `uploads.get` says how. */
  'upload.changed',
  /** What was missed can not be told one by one: load everything anew. Comes whatever the topics are. */
  'stream.reset',
]);
export type EventType = z.infer<typeof EventType>;

/** Something happened: the type and which things, never their content. Ask for what you may see. */
export const LibraryEvent = z.object({
  type: EventType,
  ids: z.array(z.string()),
  at: z.iso.datetime(),
});
export type LibraryEvent = z.infer<typeof LibraryEvent>;

export const EventStreamInput = z.strictObject({
  /** All where it is missing. */
  topics: z.array(EventType).optional(),
  /**
   * The last event that was seen: what came after it is told, or `stream.reset` where that is too much or the event is
   * not known any more. Clients set it by themselves when they reconnect.
   */
  lastEventId: z.string().max(100).nullish(),
});

/** An event with the id that a client sends back as `lastEventId`. */
export const TrackedEvent = z.object({ id: z.string(), data: LibraryEvent });
