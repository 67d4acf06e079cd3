import fc from 'fast-check';
import type { Action, Command } from './command.ts';
import { lifeCommands } from './commands/life-commands.ts';
import { referenceCommands } from './commands/reference-commands.ts';
import { uploadCommand, uploadCommands } from './commands/upload-commands.ts';
import { versionCommands } from './commands/version-commands.ts';
import { workCommands } from './commands/work-commands.ts';
import { DAY_MS, type World } from './world.ts';

const commands: Record<string, Command> = {
  ...uploadCommands,
  ...referenceCommands,
  ...lifeCommands,
  ...versionCommands,
  ...workCommands,
};

/** One command of a plan: which, and what it was told. It names files by numbers that mean nothing before it is due. */
export interface Drawn {
  command: string;
  input: unknown;
}

/** A batch is done at once; in between time may pass. */
export type Plan = (Drawn[] | { days: number })[];

const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  ...Object.entries(commands).map(([command, { weight, arbitrary }]) => ({
    weight,
    arbitrary: arbitrary.map((input) => ({ command, input })),
  })),
);

const batch = fc.oneof(
  { weight: 1, arbitrary: fc.array(drawn, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(drawn, { minLength: 2, maxLength: 4 }) },
);
/** Enough for what is temporary, for what is in the trash, and for what was rejected. */
const time = fc.record({ days: fc.constantFrom(2, 31) });

/** Without files there is little to do: each plan begins with some, which may be of the same bytes. */
const firstUploads = fc.array(
  uploadCommand.arbitrary.map((input) => ({ command: 'upload', input })),
  { minLength: 1, maxLength: 3 },
);

export const plans: fc.Arbitrary<Plan> = fc
  .tuple(
    firstUploads,
    fc.array(fc.oneof({ weight: 8, arbitrary: batch }, { weight: 1, arbitrary: time }), {
      minLength: 1,
      maxLength: 7,
      size: 'max',
    }),
  )
  .map(([first, rest]) => [first, ...rest]);

export function prepare(world: World, batch: readonly Drawn[]): Action[] {
  return batch.flatMap(({ command, input }) => commands[command]?.prepare(world, input) ?? []);
}

export const daysToMs = (days: number): number => days * DAY_MS;
