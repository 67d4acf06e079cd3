// The yardstick of cold transforms: a process that decodes each picture once to its width, two at a time as there are
// decoders, and writes it as the very format that was asked for.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const [directory, output, widths, format, concurrency] = process.argv.slice(2);
if (!directory || !output || !widths || !format || !concurrency) {
  throw new Error('Usage: bare-transform.ts DIRECTORY OUTPUT WIDTH,… webp|avif CONCURRENCY');
}
sharp.concurrency(1);
sharp.cache(false);

const files = await readdir(directory);
const queue = files.flatMap((file) => widths.split(',').map((width) => ({ file, width: Number(width) })));
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { file, width } = next;
      const image = sharp(join(directory, file), { sequentialRead: true })
        .autoOrient()
        .resize(width, width, { fit: 'inside', withoutEnlargement: true });
      const encoded =
        format === 'avif' ? image.avif({ quality: 55, effort: 2 }) : image.webp({ quality: 80, effort: 2 });
      await writeFile(join(output, `${file}-${width}.${format}`), await encoded.toBuffer());
    }
  }),
);
process.stdout.write(JSON.stringify({ wallSeconds: (performance.now() - startedAt) / 1000 }));
