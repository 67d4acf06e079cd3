/** Lets so many in at a time; the others wait in the order they came. */
export interface Turnstile {
  /** Resolves when it is one's turn. Disposing of the pass lets the next one in. */
  enter(): Promise<Disposable>;
}

/**
 * @param options.places how many are in at a time.
 * @param options.lentForMs after which a place counts as free though its holder goes on: whoever is slow shall not keep
 * the others waiting. For ever where it is left out.
 */
export function createTurnstile({ places, lentForMs }: { places: number; lentForMs?: number }): Turnstile {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = () => {
    free++;
    const next = waiting.shift();
    if (next) {
      free--;
      next();
    }
  };
  return {
    async enter() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isIn = true;
      const leaveOnce = () => {
        if (isIn) leave();
        isIn = false;
      };
      const timer = lentForMs === undefined ? undefined : setTimeout(leaveOnce, lentForMs);
      timer?.unref();
      return {
        [Symbol.dispose]() {
          clearTimeout(timer);
          leaveOnce();
        },
      };
    },
  };
}
