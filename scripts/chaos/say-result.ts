import type { ChaosResult } from './run-chaos.ts';
import type { Tally } from './tally.ts';

const faultsOf = ({ faults }: Tally) =>
  `${faults.api + faults.everything} × API, ${faults.worker + faults.everything} × worker, ${faults.database + faults.everything} × PostgreSQL`;

let saidAt = 0;

/** One line that is written over, where somebody looks; else one now and then. */
export function sayProgress(tally: Tally): void {
  const line = `${tally.operations} operations; killed ${faultsOf(tally)}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
  else if (tally.operations >= saidAt + 250) {
    saidAt = tally.operations;
    console.log(line);
  }
}

const mostProblems = 40;

export function sayResult(seed: number, { tally, files, downloads, seconds, dir }: ChaosResult): void {
  const answers = [...tally.answers].sort(([, a], [, b]) => b - a).map(([code, count]) => `${count} ${code}`);
  const { problems } = tally;
  console.log(`
Seed                ${seed}
Operations          ${tally.operations}
Acknowledged        ${tally.acknowledged}
Refused             ${tally.refused}
Unknown             ${tally.unknown}
Answers lost        ${tally.lostAnswers}
Answers             ${answers.join(', ')}
Killed              ${faultsOf(tally)}
Longest recovery    ${(tally.longestRecoveryMs / 1000).toFixed(1)} s
Files               ${files}, ${downloads} downloads compared
Took                ${seconds} s
Violations          ${problems.length}`);
  for (const problem of problems.slice(0, mostProblems)) console.log(`  ${problem.slice(0, 1500)}`);
  if (problems.length > mostProblems) console.log(`  … and ${problems.length - mostProblems} more`);
  if (dir !== null) console.log(`Kept                ${dir}`);
}
