/** How much of a new measurement enters the average: quick lines settle within seconds, hiccups don't jump. */
const WEIGHT = 0.25;
/** Measurements closer together than this are put together, in ms. */
const SHORTEST_MS = 200;

export interface SpeedMeter {
  /** Bytes per second, null until two measurements are there. `atMs` is a monotonic clock. */
  at(sentBytes: number, atMs: number): number | null;
}

/** A running average of an upload's speed. */
export function createSpeedMeter(): SpeedMeter {
  let last: { sentBytes: number; atMs: number } | null = null;
  let average: number | null = null;
  return {
    at(sentBytes, atMs) {
      // A resumed upload starts with what is there already: that is no speed.
      if (last === null || sentBytes < last.sentBytes) {
        last = { sentBytes, atMs };
        return average;
      }
      const passedMs = atMs - last.atMs;
      if (passedMs < SHORTEST_MS) return average;
      const speed = ((sentBytes - last.sentBytes) / passedMs) * 1000;
      average = average === null ? speed : average + (speed - average) * WEIGHT;
      last = { sentBytes, atMs };
      return average;
    },
  };
}
