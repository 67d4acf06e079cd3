/**
 * What must hold, whatever was done and whatever was killed: each a query that answers the rows which break it, with
 * `namespace_id` beside them (null where they belong to none). They say it of the rows alone and do not trust the
 * constraints, triggers and locks that see to it: those are what they are there to check.
 */
export interface Invariant {
  /** As a sentence. */
  name: string;
  /** After every commit, or once no job is left and what was due has been swept. */
  holds: 'always' | 'drained';
  sql: string;
}

export const always = (name: string, sql: string): Invariant => ({ name, holds: 'always', sql });
export const drained = (name: string, sql: string): Invariant => ({ name, holds: 'drained', sql });
