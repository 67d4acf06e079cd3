import { createHash } from 'node:crypto';
import sharp from 'sharp';

export interface MadeFile {
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
  filename: string;
  type: string;
}

/** A document that no other name or chance makes. */
export function makeText(random: () => number, name: string, sizeBytes: number): MadeFile {
  let text = `# ${name}\n\n`;
  while (text.length < sizeBytes) text += `${Math.floor(random() * 2 ** 32).toString(36)}\n`;
  return made(new TextEncoder().encode(text), 'note.md', 'text/markdown');
}

/** A small picture of noise. */
export async function makePicture(random: () => number): Promise<MadeFile> {
  const [width, height] = [160 + Math.floor(random() * 60), 120];
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256));
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return made(Uint8Array.from(png), 'noise.png', 'image/png');
}

function made(bytes: Uint8Array<ArrayBuffer>, filename: string, type: string): MadeFile {
  return { bytes, filename, type, sha256: createHash('sha256').update(bytes).digest('hex') };
}
