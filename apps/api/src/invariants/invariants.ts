import { countInvariants } from './count-invariants.ts';
import type { Invariant } from './invariant.ts';
import { lifeInvariants } from './life-invariants.ts';
import { referenceInvariants } from './reference-invariants.ts';
import { storageInvariants } from './storage-invariants.ts';
import { tenancyInvariants } from './tenancy-invariants.ts';
import { workInvariants } from './work-invariants.ts';

/** All of them. What storage and rows must agree on, `findObjectFaults` looks at. */
export const invariants: readonly Invariant[] = [
  ...referenceInvariants,
  ...lifeInvariants,
  ...storageInvariants,
  ...countInvariants,
  ...tenancyInvariants,
  ...workInvariants,
];
