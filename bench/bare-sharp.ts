// The yardstick of the ingest benchmark: a process that does nothing but the three renditions of each file,
// four files at a time, the cheapest way known: decoded once to 800 px, the smaller ones made of that.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const [directory, output, effort] = process.argv.slice(2);
if (!directory || !output || !effort) {
  throw new Error('Usage: bare-sharp.ts DIRECTORY_OF_PICTURES OUTPUT_DIRECTORY WEBP_EFFORT');
}

sharp.concurrency(1);
sharp.cache(false);
const CONCURRENCY = 4;

async function render(file: string): Promise<void> {
  const { data, info } = await sharp(join(directory as string, file), { sequentialRead: true })
    .autoOrient()
    .resize(800, 800, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { raw: { width: info.width, height: info.height, channels: info.channels } };
  for (const size of [800, 300, 150]) {
    const bytes = await sharp(data, raw)
      .resize(size, size, { fit: 'inside' })
      .webp({ quality: 80, effort: Number(effort) })
      .toBuffer();
    await writeFile(join(output as string, `${file}-${size}.webp`), bytes);
  }
}

const queue = await readdir(directory);
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) await render(file);
  }),
);
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({ wallSeconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 }),
);
