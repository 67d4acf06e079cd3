import { randomFrom } from '../../apps/api/src/seed/random-from.ts';

/** How often each is drawn, against the others. */
const weights = {
  'upload-form': 16,
  'upload-tus': 7,
  'upload-again': 6,
  'sync-content': 14,
  'add-use': 5,
  'remove-use': 4,
  'remove-content': 2,
  'trash-files': 8,
  'force-trash': 2,
  'restore-files': 7,
  'purge-file': 3,
  'replace-version': 5,
  'copy-version': 2,
  'restore-version': 3,
  'replace-everywhere': 4,
  'change-words': 5,
  'tag-files': 4,
  'tag-by-task': 2,
  'trash-by-task': 1,
  'fill-collection': 4,
  'empty-collection': 2,
  'review-files': 4,
  'trash-shared': 2,
  'look-at-file': 6,
  'look-at-content': 3,
  'read-bytes': 6,
  'ask-for-foreign': 2,
  'export-zip': 2,
  'run-job': 4,
} as const;

export type OperationKind = keyof typeof weights;
export const operationKinds = Object.keys(weights) as OperationKind[];

/** What a client means to do. Which files it takes is decided by the dice when it knows which there are. */
export interface PlannedOperation {
  kind: OperationKind;
  /** In 0..1. */
  dice: readonly number[];
  /** Asks again when an answer is lost; else it never learns what became of it. */
  isPatient: boolean;
}

export const faultTargets = ['api', 'worker', 'database', 'everything'] as const;
export type FaultTarget = (typeof faultTargets)[number];

export interface PlannedFault {
  /** Comes when so many operations of all clients have ended. */
  afterOperations: number;
  /** And then so many milliseconds later, in the middle of others. */
  delayMs: number;
  target: FaultTarget;
  /** How the database goes down: its postmaster killed, one of its backends killed, or stopped at once. */
  database: 'postmaster' | 'backend' | 'immediate';
  /** How long what was killed stays away, in milliseconds. */
  awayMs: number;
}

export interface Plan {
  seed: number;
  /** The operations of each client, in their order. */
  clients: readonly (readonly PlannedOperation[])[];
  faults: readonly PlannedFault[];
}

const diceCount = 8;
const operationsPerFault = 60;

/** Draws what all clients mean to do and when what is killed. The same options draw the same plan. */
export function drawPlan(options: { seed: number; operations: number; clients: number }): Plan {
  const { seed, operations, clients } = options;
  const random = randomFrom(seed);
  const streams = Array.from({ length: clients }, () => randomFrom(Math.floor(random() * 2 ** 32)));
  return {
    seed,
    clients: streams.map((stream, n) => {
      const count = Math.floor(operations / clients) + (n < operations % clients ? 1 : 0);
      return Array.from({ length: count }, () => drawOperation(stream));
    }),
    faults: drawFaults(random, operations),
  };
}

function drawOperation(random: () => number): PlannedOperation {
  const total = operationKinds.reduce((sum, kind) => sum + weights[kind], 0);
  const die = random() * total;
  let reached = 0;
  const kind = operationKinds.find((one) => {
    reached += weights[one];
    return reached > die;
  });
  return {
    kind: kind ?? 'upload-form',
    isPatient: random() < 0.85,
    dice: Array.from({ length: diceCount }, random),
  };
}

function drawFaults(random: () => number, operations: number): PlannedFault[] {
  const faults: PlannedFault[] = [];
  const step = () => Math.round(operationsPerFault * (0.5 + random()));
  for (let at = step(); at < operations; at += step()) {
    faults.push({
      afterOperations: at,
      delayMs: Math.floor(random() * 80),
      target: pick(['api', 'api', 'api', 'worker', 'worker', 'database', 'database', 'everything'], random()),
      database: pick(['postmaster', 'backend', 'immediate'], random()),
      awayMs: Math.floor(random() * 400),
    });
  }
  return faults;
}

/** @param die in 0..1. */
function pick<Item>(items: readonly [Item, ...Item[]], die: number): Item {
  return items[Math.floor(die * items.length)] ?? items[0];
}
