export interface BriefCache<Value> {
  /** What is known and fresh, or what `load` finds; callers at the same time share one load. `null` is not kept. */
  get(name: string, load: () => Promise<Value | null>): Promise<Value | null>;
  forget(name: string): void;
  forgetAll(): void;
}

/** Remembers answers for a moment, measured by the monotonic clock: a change of the wall clock does not stretch it. */
export function createBriefCache<Value>(options: { freshMs: number; maxSize: number }): BriefCache<Value> {
  const entries = new Map<string, { value: Promise<Value | null>; until: number }>();
  return {
    async get(name, load) {
      const known = entries.get(name);
      if (known && known.until > performance.now()) return known.value;
      if (entries.size >= options.maxSize) entries.clear();
      const entry = { value: load(), until: performance.now() + options.freshMs };
      entries.set(name, entry);
      const drop = () => {
        if (entries.get(name) === entry) entries.delete(name);
      };
      try {
        const value = await entry.value;
        if (value === null) drop();
        return value;
      } catch (error) {
        drop();
        throw error;
      }
    },
    forget(name) {
      entries.delete(name);
    },
    forgetAll() {
      entries.clear();
    },
  };
}
