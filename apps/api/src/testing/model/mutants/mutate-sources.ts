import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Vite } from 'vitest/node';
import { isSourceMutant, type SourceMutant } from './mutant.ts';
import { mutants } from './mutants.ts';

const sources = fileURLToPath(new URL('../../../', import.meta.url));
const bySource = Map.groupBy(mutants.filter(isSourceMutant), ({ module }) => module);

/**
 * Makes the guards of the table removable while the tests of the model run, and only there: the sources know nothing of
 * it. One load of a module serves all its mutants, of which at most one is on (`globalThis.vitrineMutant`).
 * @throws Error where a guard is not there once: then the table is out of date.
 */
export function mutateSources(): Vite.Plugin {
  return {
    name: 'vitrine-mutate-sources',
    enforce: 'pre',
    transform(code, id) {
      const module = path.relative(sources, id.split('?')[0] ?? '').replaceAll(path.sep, '/');
      const here = bySource.get(module);
      return here && { code: here.reduce(makeRemovable, code), map: null };
    },
  };
}

function makeRemovable(code: string, mutant: SourceMutant): string {
  const guard = 'leaveOut' in mutant ? mutant.leaveOut : mutant.expression;
  const parts = code.split(guard);
  if (parts.length !== 2) {
    throw new Error(`“${mutant.name}”: ${mutant.module} has ${parts.length - 1} times: ${guard}`);
  }
  const isOn = `globalThis.vitrineMutant === ${JSON.stringify(mutant.name)}`;
  const removable =
    'leaveOut' in mutant ? `if (!(${isOn})) { ${guard} }` : `((${isOn}) ? (${mutant.replace}) : (${guard}))`;
  const isKnown = `(globalThis.vitrineMutants ??= new Set()).add(${JSON.stringify(mutant.name)});`;
  return `${parts.join(removable)}\n${isKnown}\n`;
}
