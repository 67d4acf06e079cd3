import type fc from 'fast-check';
import type pg from 'pg';
import type { Scope, Services } from '../../domain/scope.ts';
import { toMediaError } from '../../errors/to-media-error.ts';
import { byAge, type FileState, type Site, type World } from './world.ts';

/** What the real thing answered, without what nobody could foresee. */
export type Outcome = { ok: unknown } | { refused: string };

export const ok = (value: unknown = null): Outcome => ({ ok: value });
export const refused = (code: string): Outcome => ({ refused: code });

/** The real thing that a run works on. */
export interface Stage {
  services: Services;
  sites: Scope[];
  /** Looks at the rows beside those who work, on a connection of its own. */
  inspector: Pick<pg.Pool, 'query'>;
  /** What the run's clock said when it began. */
  beganAt: number;
  setQuota(site: number, bytes: number | null): Promise<void>;
  drain(): Promise<void>;
}

/** One thing to do, said of files that are there when its batch begins. */
export interface Action {
  name: string;
  details: unknown;
  perform(stage: Stage): Promise<unknown>;
  /**
   * The worlds that this may lead to, if it is done at once and nothing beside it; none where it could not have had that
   * outcome.
   * @param isAlone whether nothing else was under way.
   */
  step(world: World, outcome: Outcome, isAlone: boolean): World[];
}

/** A kind of thing to do: what it needs to be told, and what it means for the files of a world. */
export interface Command {
  weight: number;
  arbitrary: fc.Arbitrary<unknown>;
  /** Null where there is nothing to do it to. */
  prepare(world: World, input: unknown): Action | null;
}

export function command<Input>(
  weight: number,
  arbitrary: fc.Arbitrary<Input>,
  prepare: (world: World, input: Input) => Action | null,
): Command {
  return { weight, arbitrary, prepare: (world, input) => prepare(world, input as Input) };
}

const isFault = (outcome: Outcome) => 'refused' in outcome && outcome.refused.startsWith('internal');

/** Runs it and makes its answer or its refusal an outcome. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return ok(await work());
  } catch (error) {
    const { code } = toMediaError(error);
    // A fault of ours is nothing that a model foresees.
    if (code === 'internal')
      return refused(`${code}: ${error instanceof Error ? error.stack : String(error)}`);
    return refused(code);
  }
}

/**
 * A step with one outcome, which changes the site unless it refuses. Of several reasons to refuse, one that is found
 * beside others may be another one than alone.
 */
export const exactly =
  (siteIndex: number, change: (site: Site, world: World, outcome: Outcome) => Outcome): Action['step'] =>
  (world, outcome, isAlone) => {
    const draft = structuredClone(world);
    const expected = change(siteOf(draft, siteIndex), draft, outcome);
    if ('refused' in expected && 'refused' in outcome && !isAlone && !isFault(outcome)) return [world];
    if (JSON.stringify(expected) !== JSON.stringify(outcome)) return [];
    return ['refused' in expected ? world : draft];
  };

/**
 * The same for what reads the file again once it is done: by then somebody else may have purged it.
 */
export const exactlyThenRead =
  (siteIndex: number, change: (site: Site, world: World, outcome: Outcome) => Outcome): Action['step'] =>
  (world, outcome, isAlone) => {
    const worlds = exactly(siteIndex, change)(world, outcome, isAlone);
    const isGone = 'refused' in outcome && outcome.refused === 'not-found';
    return isAlone || !isGone ? worlds : [...worlds, ...exactly(siteIndex, change)(world, ok(), false)];
  };

/**
 * The same for what a key of the database refuses as a whole where somebody else was in the way in the same moment:
 * nothing was done then.
 */
export const orRefusedBeside =
  (code: string, step: Action['step']): Action['step'] =>
  (world, outcome, isAlone) => {
    const isRefused = !isAlone && 'refused' in outcome && outcome.refused === code;
    return isRefused ? [...step(world, outcome, isAlone), world] : step(world, outcome, isAlone);
  };

export function siteOf(world: World, index: number): Site {
  const site = world.sites[index];
  if (!site) throw new RangeError(`There is no site ${index}.`);
  return site;
}

export function scopeOf(stage: Stage, index: number): Scope {
  const scope = stage.sites[index];
  if (!scope) throw new RangeError(`There is no site ${index}.`);
  return scope;
}

/** A file by a number that was drawn before anybody knew which there would be: the newest is 0. */
export function pickFile(site: Site, drawn: number): FileState | undefined {
  const files = Object.values(site.files).sort(byAge).reverse();
  return files[drawn % Math.max(files.length, 1)];
}

/** The ids of some files, each once; none where there are no files. */
export function pickIds(site: Site, drawn: readonly number[]): string[] {
  const ids = drawn.map((each) => pickFile(site, each)?.id);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** What a batch of ids comes to: who succeeded, and who failed with which code. */
export const batchOutcome = (answer: {
  succeeded: readonly string[];
  failed: readonly { id: string; code: string }[];
}): unknown => ({
  succeeded: answer.succeeded.toSorted(),
  failed: answer.failed.map(({ id, code }) => [id, code]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
});
