import { MediaError } from '../../errors/media-error.ts';

export interface EventQueue<Item> extends AsyncIterable<Item> {
  push(item: Item): void;
  end(): void;
}

/** Hands items over in order, to one reader, who waits while there are none. Ends with an error when it overflows. */
export function createEventQueue<Item>(maxWaiting: number): EventQueue<Item> {
  const waiting: Item[] = [];
  let isEnded = false;
  let isOverfull = false;
  let wake: (() => void) | undefined;
  const notify = () => {
    wake?.();
    wake = undefined;
  };

  return {
    push(item) {
      if (isEnded) return;
      if (waiting.length >= maxWaiting) {
        isOverfull = true;
        isEnded = true;
      } else {
        waiting.push(item);
      }
      notify();
    },
    end() {
      isEnded = true;
      notify();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (isOverfull)
          throw new MediaError('rate.limited', undefined, { message: 'The stream is not read.' });
        const item = waiting.shift();
        if (item !== undefined) yield item;
        else if (isEnded) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
