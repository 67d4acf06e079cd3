import { lifeMutants } from './life-mutants.ts';
import type { Mutant } from './mutant.ts';
import { referenceMutants } from './reference-mutants.ts';
import { storageMutants } from './storage-mutants.ts';

export const mutants: readonly Mutant[] = [...referenceMutants, ...lifeMutants, ...storageMutants];
