import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../packages/components/src', import.meta.url));

/** Every package path that the kit's sources import, for Vite to prepare before the first page is opened. */
export async function listBrowserDependencies(): Promise<string[]> {
  const found = new Set(['react/jsx-dev-runtime', 'react-dom/client']);
  for await (const file of glob('**/*.{ts,tsx}', { cwd: source })) {
    if (file.endsWith('.stories.tsx')) continue;
    const text = await readFile(`${source}/${file}`, 'utf8');
    for (const [, types, name] of text.matchAll(
      /^(?:import|export) (type )?[^'"]*?from '([^'.][^']*)'|^import\('([^'.][^']*)'\)/gm,
    )) {
      if (
        name &&
        !types &&
        !name.startsWith('@vitrine/') &&
        !name.startsWith('node:') &&
        !name.startsWith('vitest')
      )
        found.add(name);
    }
  }
  return [...found].sort();
}
