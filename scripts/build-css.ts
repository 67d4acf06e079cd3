/** Builds the kit's two style sheets: plain, and wrapped in `@layer vitrine` for hosts that order their layers. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'lightningcss';
import { listKitStyles } from './kit-styles.ts';

const dist = fileURLToPath(new URL('../packages/components/dist', import.meta.url));

const sheets = await Promise.all((await listKitStyles()).map((file) => readFile(file, 'utf8')));
const plain = sheets.join('\n');
await mkdir(dist, { recursive: true });
await write('styles.css', plain);
await write('styles.layer.css', `@layer vitrine {\n${plain}\n}`);

async function write(name: string, css: string): Promise<void> {
  const { code } = transform({ filename: name, code: Buffer.from(css), minify: true });
  await writeFile(path.join(dist, name), code);
}
