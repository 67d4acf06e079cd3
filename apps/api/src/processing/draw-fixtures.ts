import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { onTestFinished } from 'vitest';

// Pictures for tests, drawn here so that none has to be kept. What is in them is known to the pixel.

/** Writes a file for one test and gives its path. */
export async function writeFixture(bytes: Uint8Array | string, name = 'fixture'): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-fixture-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const file = path.join(directory, name);
  await writeFile(file, bytes);
  return file;
}

const quarters = {
  topLeft: '#ff0000',
  topRight: '#00c000',
  bottomLeft: '#0000ff',
  bottomRight: '#ffff00',
};

/** Four colored quarters: tells which way up it is. */
export function drawQuarters(width = 400, height = 200): Sharp {
  const quarter = (background: string) => ({
    create: { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 3 as const, background },
  });
  return sharp({ create: { width, height, channels: 3, background: quarters.topLeft } }).composite([
    { input: quarter(quarters.topRight), left: Math.floor(width / 2), top: 0 },
    { input: quarter(quarters.bottomLeft), left: 0, top: Math.floor(height / 2) },
    { input: quarter(quarters.bottomRight), left: Math.floor(width / 2), top: Math.floor(height / 2) },
  ]);
}

/** 960 × 480 in red, green, blue and yellow, coded as HEVC, of which we have no encoder: the one picture that is kept. */
export function heicOfQuarters(): Buffer {
  return Buffer.from(
    [
      'AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWljAAABRG1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAHBpY3QAAAAAAAAAAAAAAAAAAAAA',
      'DnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABZAAAAUQAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABo',
      'dmMxAAAAAMhpcHJwAAAAqWlwY28AAAB0aHZjQwEECAAAAJ+oAAAAAFrwAPz9+PgAAA8DoAABABdAAQwB//8ECAAAAwCfqAAA',
      'AwAAWroCQKEAAQAoQgEBBAgAAAMAn6gAAAMAAFqgB4IB4WW6kkyuaAgAAAMACAAAAwDIQKIAAQAHRAHBcrAiQAAAABRpc3Bl',
      'AAAAAAAAA8AAAAHgAAAACWlyb3QAAAAAEHBpeGkAAAAAAwgICAAAABdpcG1hAAAAAAAAAAEAAQSBAgSDAAABTG1kYXQAAAFA',
      'KAGvC2D7CJR/9RhfLsgzOMCfS02c+3WsC0EbVgRTy8jnBL5El+hKHyjEYAAAAwAAAwAAAwAAAwACeVgAAAMAAAMAAAMAAsgY',
      'AAADABXY//hP1WtneH538AAAAwAAAwAAAwAAAwAAOLxSAz/BeIMdmRUjg+gAAAMAAAMAAAMAAAMAAL0SAaFIAAADAAADAAAD',
      'AAADAAADAAADAAADAAL1/4uk5z765AAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAAwAAFZ/2',
      'QcAAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAAAMAABkVzxdAAAADAAADAAADAAADAAADAAAD',
      'AAADAAADAAADAAADAAADAACMpMAAAAMAAAMAAAMAK6A=',
    ].join(''),
    'base64',
  );
}

/** The JPEG of a camera that was held in one of eight ways (EXIF orientation 1..8): upright it is `drawQuarters`. */
export async function drawHeldCamera(orientation: number): Promise<Buffer> {
  const upright = sharp(await drawQuarters().png().toBuffer());
  const turns: Record<number, (picture: Sharp) => Sharp> = {
    1: (picture) => picture,
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    // Mirrored first, whatever the order of the calls.
    5: (picture) => picture.flop().rotate(270),
    6: (picture) => picture.rotate(270),
    7: (picture) => picture.flop().rotate(90),
    8: (picture) => picture.rotate(90),
  };
  const turned = turns[orientation]?.(upright) ?? upright;
  return turned.withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** Soft detail everywhere, as in a photograph. */
export async function drawNoise(width: number, height: number): Promise<Sharp> {
  const coarse = sharp(randomBytes(20 * 15 * 3), { raw: { width: 20, height: 15, channels: 3 } });
  const pixels = await coarse.resize(width, height, { kernel: 'cubic', fit: 'fill' }).raw().toBuffer();
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A JPEG with everything a telephone writes into it. */
export async function drawTelephonePhotograph(): Promise<Buffer> {
  return drawQuarters(1000, 800)
    .withExif({
      IFD0: { Make: 'Vitrine', Model: 'Lens 1', Artist: 'Jane Doe', Copyright: 'Jane Doe 2026' },
      IFD2: {
        DateTimeOriginal: '2026:05:06 07:08:09',
        OffsetTimeOriginal: '+02:00',
        FNumber: '28/10',
        ExposureTime: '1/250',
        FocalLength: '50/1',
        LensModel: 'Fifty',
        BodySerialNumber: 'SN-12345',
      },
      IFD3: {
        GPSLatitude: '52/1 30/1 0/1',
        GPSLatitudeRef: 'N',
        GPSLongitude: '13/1 24/1 0/1',
        GPSLongitudeRef: 'E',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>Jane Doe</rdf:RDF></x:xmpmeta>')
    .jpeg()
    .toBuffer();
}

/** A visible disc in a transparent square. */
export function drawDisc(side: number): Sharp {
  const pixels = Buffer.alloc(side * side * 4);
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
    if (Math.hypot(x, y) < side / 2) pixels.set([200, 30, 60, 255], at * 4);
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 4 } });
}

/** A GIF of `frames` frames in different colors. */
export async function drawAnimation(side: number, frames: number): Promise<Buffer> {
  const pictures = Array.from({ length: frames }, (_, index) =>
    sharp({
      create: { width: side, height: side, channels: 3, background: { r: index * 40, g: 90, b: 160 } },
    })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(pictures), { join: { animated: true } })
    .gif({ delay: 100 })
    .toBuffer();
}

/** A PNG of a few bytes that announces any size. */
export function drawPngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Where the scan data of a baseline JPEG begins. */
export function scanDataOffset(jpeg: Buffer): number {
  const marker = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  return marker + 2 + jpeg.readUInt16BE(marker + 2);
}

/** The color of one pixel of an encoded picture. */
export async function pixelAt(encoded: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(encoded).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)];
}

/**
 * A compound file, as old Office programs write, with one named entry.
 * @param options.directory the sectors of its directory, in their order.
 * @param options.entry where in the directory the entry stands; four of them are in a sector.
 */
export function compoundFile(
  name: string,
  { directory = [1], entry = 1 }: { directory?: readonly number[]; entry?: number } = {},
): Buffer {
  const offsetOf = (sector: number) => (sector + 1) * 512;
  // Two parts of the table of sectors come first: they tell of each sector which follows it.
  const file = Buffer.alloc(offsetOf(257));
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(directory[0] ?? 0, 48);
  const tables = [255, 256];
  for (const [index, sector] of tables.entries()) file.writeUInt32LE(sector, 76 + index * 4);
  // Backwards, so that one that is named again leads on, in a circle.
  for (const [index, sector] of [...directory.entries()].reverse()) {
    const at = offsetOf(tables[sector >> 7] ?? 0) + (sector & 127) * 4;
    file.writeUInt32LE(directory[index + 1] ?? 0xff_ff_ff_fe, at);
  }
  const at = offsetOf(directory[entry >> 2] ?? 0) + (entry & 3) * 128;
  file.write(`${name}\0`, at, 'utf16le');
  file.writeUInt16LE(name.length * 2 + 2, at + 64);
  return file;
}
