import type { Action, Outcome } from './command.ts';
import { canonical, type World } from './world.ts';

export interface Done {
  action: Action;
  outcome: Outcome;
}

/**
 * The world that a batch led to: what some order of its actions, one after the other, makes of the world before, where
 * each has the outcome that it really had.
 * @param observed what is really there now.
 * @returns where no order explains both, a world of an order that explains the outcomes, if there is one.
 */
export function explain(
  before: World,
  batch: readonly Done[],
  observed: string,
): { world: World } | { closest: string | null } {
  const isAlone = batch.length === 1;
  const seen = new Set<string>();
  let closest: string | null = null;
  const search = (world: World, left: readonly Done[]): World | null => {
    const there = canonical(world);
    if (left.length === 0) {
      closest = there;
      return there === observed ? world : null;
    }
    const visited = `${left.map((done) => batch.indexOf(done)).join()}|${there}`;
    if (seen.has(visited)) return null;
    seen.add(visited);
    for (const done of left) {
      const rest = left.filter((other) => other !== done);
      for (const next of done.action.step(world, done.outcome, isAlone)) {
        const found = search(next, rest);
        if (found) return found;
      }
    }
    return null;
  };
  const world = search(before, batch);
  return world ? { world } : { closest };
}
