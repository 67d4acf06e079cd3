import type { FaultTarget } from './draw-plan.ts';

/** What a run counts while it goes on. */
export interface Tally {
  operations: number;
  acknowledged: number;
  refused: number;
  unknown: number;
  /** Tries whose answer was lost. */
  lostAnswers: number;
  /** Answers by their code. */
  answers: Map<string, number>;
  faults: Record<FaultTarget, number>;
  /** How long it took from the start of what had died to the first answer, in milliseconds. */
  longestRecoveryMs: number;
  /** What must not be. */
  problems: string[];
}

export const openTally = (): Tally => ({
  operations: 0,
  acknowledged: 0,
  refused: 0,
  unknown: 0,
  lostAnswers: 0,
  answers: new Map(),
  faults: { api: 0, worker: 0, database: 0, everything: 0 },
  longestRecoveryMs: 0,
  problems: [],
});
