import type { Services } from '../scope.ts';
import { type Deliverable, type DeliveryTarget, findDeliverable } from './find-deliverable.ts';

export interface DeliveryLookup {
  /** Null where there is nothing to be served: no such file, no such version, or it lies in the trash. */
  find(target: DeliveryTarget): Promise<Deliverable | null>;
  /** What is known to hold now without asking the database; undefined where it has to be asked. */
  peek(target: DeliveryTarget): Deliverable | undefined;
  /** For an answer that proved wrong: other files may share thumbnails with this one, and hear of no change. */
  forget(target: DeliveryTarget): void;
  close(): void;
}

/** Deletion and a change of level must count within a second, also while events are not heard. */
const freshMs = 500;
const defaultMaxEntries = 10_000;

interface Entry {
  /** Milliseconds of `performance.now()` when the database was asked. */
  at: number;
  /** Of the event hub when the database was asked: as long as it is the same, a change would have been heard. */
  generation: number | null;
  found: Promise<Deliverable | null>;
  /** Of `found`, once it is there and may be kept for longer than a moment. */
  settled: Deliverable | undefined;
  /** There is nothing, and nothing will be without an event: known as long as what is there, so that it is told as fast. */
  isMissing: boolean;
}

/**
 * Looks up what is to be sent and remembers it until an event says that the file changed. While it is not proven that
 * events are heard, each answer holds for half a second. So does that of a file in the trash: which of them may still
 * be sent depends on content, of which this hears nothing.
 */
export function createDeliveryLookup(
  services: Services,
  { maxEntries = defaultMaxEntries }: { maxEntries?: number } = {},
): DeliveryLookup {
  const { events } = services;
  /** What there is; the one that was asked for longest ago makes room. */
  const known = new Map<string, Entry>();
  /** Questions under way and answers for a moment, apart: whoever guesses at ids must not push out what there is. */
  const brief = new Map<string, Entry>();
  const keep = (entries: Map<string, Entry>, name: string, entry: Entry) => {
    entries.delete(name);
    entries.set(name, entry);
    if (entries.size > maxEntries) for (const oldest of entries.keys()) if (entries.delete(oldest)) break;
  };
  const forget = (name: string) => {
    known.delete(name);
    brief.delete(name);
  };
  const recall = (name: string): Entry | undefined => {
    const entry = known.get(name);
    if (entry) keep(known, name, entry);
    return entry ?? brief.get(name);
  };

  const isGood = (entry: Entry): boolean =>
    performance.now() - entry.at < freshMs ||
    ((entry.settled !== undefined || entry.isMissing) &&
      entry.generation !== null &&
      entry.generation === events.liveGeneration());

  function inTime(found: Deliverable | null): Deliverable | null {
    if (!found?.rightsStart && !found?.rightsEnd) return found;
    const now = services.now();
    if (found.rightsStart && found.rightsStart > now) return null;
    return found.rightsEnd && found.rightsEnd <= now ? null : found;
  }

  function load(target: DeliveryTarget, name: string): Promise<Deliverable | null> {
    const at = performance.now();
    const generation = events.liveGeneration();
    const found = findDeliverable(services, target).then((answer) => {
      // What is not there is told as fast as what is, and pushes out nothing but other guesses.
      if (!answer) {
        entry.isMissing = true;
        return null;
      }
      const { deliverable, isTrashed } = answer;
      const isItself = deliverable.mediaId === target.mediaId;
      // Not where a change was heard of meanwhile. What happens to the file in its place is told of that one's id.
      if (!isTrashed && isItself && brief.get(name) === entry) {
        entry.settled = deliverable;
        brief.delete(name);
        keep(known, name, entry);
      }
      return deliverable;
    });
    const entry: Entry = { at, generation, found, settled: undefined, isMissing: false };
    keep(brief, name, entry);
    found.catch(() => brief.delete(name));
    return found;
  }

  const stopListening = events.subscribe(({ type, namespaceId, ids }) => {
    if (type === 'namespace.changed') {
      for (const entries of [known, brief])
        for (const [name, { settled }] of entries)
          if (!settled || settled.namespaceId === namespaceId) entries.delete(name);
      return;
    }
    const changed = new Set<string>(ids);
    for (const entries of [known, brief])
      for (const name of entries.keys()) if (changed.has(name.slice(0, 36))) entries.delete(name);
  });

  const nameOf = ({ mediaId, version }: DeliveryTarget) => `${mediaId}@${version ?? ''}`;
  return {
    async find(target) {
      const name = nameOf(target);
      const entry = recall(name);
      if (entry && isGood(entry)) return inTime(await entry.found);
      forget(name);
      return inTime(await load(target, name));
    },
    peek(target) {
      const entry = recall(nameOf(target));
      return entry?.settled && isGood(entry) ? (inTime(entry.settled) ?? undefined) : undefined;
    },
    forget: (target) => forget(nameOf(target)),
    close: stopListening,
  };
}
