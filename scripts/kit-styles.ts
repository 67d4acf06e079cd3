import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = fileURLToPath(new URL('../packages/components/src', import.meta.url));
const styles = path.join(source, 'styles');

/** The kit's style sheets in cascade order: tokens, base, the other shared sheets, then each component's. */
export async function listKitStyles(): Promise<string[]> {
  const found = await readdir(source, { recursive: true });
  return found
    .filter((file) => file.endsWith('.css'))
    .map((file) => path.join(source, file))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function rank(file: string): number {
  if (file === path.join(styles, 'tokens.css')) return 0;
  if (file === path.join(styles, 'base.css')) return 1;
  if (file.startsWith(styles + path.sep)) return 2;
  // Private primitives come before the components that dress them.
  return file.startsWith(path.join(source, 'ui') + path.sep) ? 3 : 4;
}

/** Lets Vite read `@vitrine/components/styles.css` from the kit's source sheets, with hot reload. */
export function kitStyles(): Plugin {
  const id = path.join(styles, 'all-styles.css');
  return {
    name: 'vitrine-kit-styles',
    enforce: 'pre',
    resolveId: (request) => (request === '@vitrine/components/styles.css' ? id : undefined),
    async load(request) {
      if (request !== id) return undefined;
      const files = await listKitStyles();
      return files.map((file) => `@import ${JSON.stringify(file)};`).join('\n');
    },
  };
}
