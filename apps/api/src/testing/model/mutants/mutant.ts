/** A guard, and how to take it away for a run. What is taken away must be there: a table that is out of date fails. */
export type Mutant = {
  /** What does not hold any more, as a sentence. */
  name: string;
  /**
   * A statement of the database after which everybody pauses: what is to be done between it and the next statement is
   * then done by others. By a part of its text.
   */
  pauseAfter?: string;
  /** One before which everybody waits half as long, so that it falls into that pause. */
  waitBefore?: string;
} & (
  | { schema: string }
  /** A function of the database, and a part of its text that is there once. */
  | { function: string; find: string; replace: string }
  /** A part of a statement that is sent; `in` is another part of the same statement, where `find` alone is not enough. */
  | { statement: string; in?: string; replace: string }
  /** An expression of a module under apps/api/src, there once; `replace` stands in its place. */
  | { module: string; expression: string; replace: string }
  /** A statement of a module, there once, which is left out. */
  | { module: string; leaveOut: string }
);

export type SourceMutant = Extract<Mutant, { module: string }>;

export const isSourceMutant = (mutant: Mutant): mutant is SourceMutant => 'module' in mutant;
