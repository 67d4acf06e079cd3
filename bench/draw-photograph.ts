import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** Noise at one scale: `cells` random colours across the width, blown up smoothly to the whole picture. */
async function noiseLayer(width: number, height: number, cells: number): Promise<Buffer> {
  const rows = Math.max(2, Math.round((cells * height) / width));
  return sharp(randomBytes(cells * rows * 3), { raw: { width: cells, height: rows, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

/**
 * Draws a JPEG that compresses and decodes like a photograph: random detail at five scales, the finer the fainter.
 * No two are the same. 4000 × 3000 gives 12 megapixels and some 3 to 5 MB.
 */
export async function drawPhotograph(width = 4000, height = 3000): Promise<Buffer> {
  const [base, ...finer] = await Promise.all(
    [5, 17, 71, 331, 1500].map((cells) => noiseLayer(width, height, cells)),
  );
  return sharp(base)
    .composite(finer.map((input) => ({ input, blend: 'soft-light' as const })))
    .jpeg({ quality: 88 })
    .toBuffer();
}
