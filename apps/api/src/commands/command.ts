import type { ParseArgsConfig } from 'node:util';

/** What somebody typed that the program does not understand: ends with 2 and the help of the command. */
export class UsageError extends Error {
  override name = 'UsageError';
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** One thing that `vitrine` can do; its name stands in `cli.ts`. */
export interface Command {
  /** All that `--help` says about it. */
  help: string;
  options?: NonNullable<ParseArgsConfig['options']>;
  /**
   * Runs until its work is done, or until it is told to stop.
   * @returns the exit code: 0 done, 1 not done. Nothing is 0.
   * @throws UsageError where the options make no sense; any other error ends with 1.
   */
  run(values: Values): Promise<number | undefined>;
}
