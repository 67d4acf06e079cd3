import sharp from 'sharp';

export interface DrawnFile {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

const scene = (width: number, height: number, hue: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue} 70% 70%)"/><stop offset="1" stop-color="hsl(${hue + 60} 60% 30%)"/></linearGradient>
      <rect width="100%" height="100%" fill="url(#g)"/><circle cx="70%" cy="30%" r="${height / 8}" fill="hsl(${hue + 180} 90% 80%)"/>
    </svg>`,
  );

/** A JPEG that lies on its side and says so in its EXIF: 1200 × 800 stored, 800 × 1200 seen. */
export async function drawRotatedJpeg(name: string): Promise<DrawnFile> {
  const bytes = await sharp(scene(1200, 800, 20))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  return { name, mimeType: 'image/jpeg', bytes };
}

/** A cut-out: a disc on nothing. */
export async function drawTransparentPng(name: string): Promise<DrawnFile> {
  const disc = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><circle cx="450" cy="450" r="400" fill="seagreen"/></svg>',
  );
  return { name, mimeType: 'image/png', bytes: await sharp(disc).png().toBuffer() };
}

/** Three frames in three colours. */
export async function drawAnimatedGif(name: string): Promise<DrawnFile> {
  const frames = await Promise.all(
    [0, 120, 240].map((hue) =>
      sharp(scene(400, 300, hue))
        .removeAlpha()
        .raw()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(Buffer.concat(frames), {
    raw: { width: 400, height: 900, channels: 3, pageHeight: 300 },
  })
    .gif({ delay: [200, 200, 200], loop: 0 })
    .toBuffer();
  return { name, mimeType: 'image/gif', bytes };
}
