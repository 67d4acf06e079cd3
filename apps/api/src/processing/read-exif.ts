import exifr from 'exifr';

/** What a camera says of a picture, apart by who may see it. */
interface CameraFacts {
  takenAt: string | null;
  metadata: Record<string, string | number>;
  privateMetadata: Record<string, string | number>;
}

/** Longest text that is kept of one field. */
const maxTextLength = 255;

const blocks = {
  tiff: true,
  exif: true,
  gps: true,
  mergeOutput: false,
  reviveValues: false,
  translateValues: false,
  xmp: false,
  iptc: false,
  icc: false,
  jfif: false,
  ihdr: false,
  makerNote: false,
  userComment: false,
} as const;

type Fields = Record<string, unknown>;

/**
 * Reads EXIF. What can't be read is left out: no camera's mistake makes a picture unusable.
 * @param block the EXIF bytes as the decoder found them; a TIFF is read by its path, since it *is* such a block.
 */
export async function readExif(
  path: string,
  mimeType: string,
  block: Buffer | undefined,
): Promise<CameraFacts> {
  const source = mimeType === 'image/tiff' ? path : block && withoutPreamble(block);
  const { ifd0, exif, gps } = source === undefined ? none : await parse(source);
  return {
    takenAt: momentOf(exif.DateTimeOriginal ?? exif.CreateDate, exif.OffsetTimeOriginal ?? exif.OffsetTime),
    metadata: withoutGaps({
      cameraMake: textOf(ifd0.Make),
      cameraModel: textOf(ifd0.Model),
      lens: textOf(exif.LensModel),
      software: textOf(ifd0.Software),
      exposureSeconds: positive(exif.ExposureTime, 24 * 60 * 60),
      aperture: positive(exif.FNumber, 1000),
      iso: positive(exif.ISO, 100_000_000),
      focalLengthMm: positive(exif.FocalLength, 100_000),
    }),
    privateMetadata: withoutGaps({
      latitude: within(gps.latitude, 90),
      longitude: within(gps.longitude, 180),
      altitudeMeters: within(gps.GPSAltitude, 100_000),
      artist: textOf(ifd0.Artist),
      copyright: textOf(ifd0.Copyright),
      cameraOwner: textOf(exif.CameraOwnerName),
      cameraSerialNumber: textOf(exif.BodySerialNumber ?? exif.SerialNumber),
      lensSerialNumber: textOf(exif.LensSerialNumber),
    }),
  };
}

const none: { ifd0: Fields; exif: Fields; gps: Fields } = { ifd0: {}, exif: {}, gps: {} };

async function parse(source: string | Uint8Array): Promise<typeof none> {
  try {
    const found: Partial<typeof none> | undefined = await exifr.parse(source, blocks);
    return { ...none, ...found };
  } catch (error) {
    // exifr throws on blocks that are cut or lie about their lengths: then nothing is known, as if there were none.
    if (error instanceof Error) return none;
    throw error;
  }
}

/** JPEG, WebP and AVIF put `Exif\0\0` before the block, PNG does not. */
function withoutPreamble(block: Buffer): Uint8Array {
  return block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
}

const dateForm = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/;
const offsetForm = /^[+-]\d{2}:\d{2}$/;

function momentOf(date: unknown, offset: unknown): string | null {
  const parts = typeof date === 'string' ? dateForm.exec(date) : null;
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const zone = typeof offset === 'string' && offsetForm.test(offset) ? offset : 'Z';
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  // Cameras with an empty clock write zeros.
  return Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1800 ? null : moment.toISOString();
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  // PostgreSQL takes no NUL in JSON, and no text needs control characters.
  const text = value
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, maxTextLength)
    .toWellFormed();
  return text === '' ? undefined : text;
}

/** Cameras write all bits set for what they don't know: past what exists, nothing is known. */
function positive(value: unknown, limit: number): number | undefined {
  return typeof value === 'number' && value > 0 && value <= limit ? value : undefined;
}

function within(value: unknown, limit: number): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= limit ? value : undefined;
}

function withoutGaps(fields: Record<string, string | number | undefined>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
