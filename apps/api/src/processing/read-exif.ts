import exifr from 'exifr';
import { cleanField, positive, withoutGaps } from './clean-text.ts';
import { type IptcFields, readIptc } from './read-iptc.ts';
import { readXmp } from './read-xmp.ts';

/** What a camera says of a picture, apart by who may see it. */
interface CameraFacts {
  takenAt: string | null;
  metadata: Record<string, string | number>;
  privateMetadata: Record<string, string | number>;
}

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

/** The blocks as the decoder found them. */
interface EmbeddedBlocks {
  exif?: Buffer | undefined;
  iptc?: Buffer | undefined;
  xmp?: Buffer | undefined;
}

/**
 * Reads EXIF, and of IPTC and XMP what it lacks. What can't be read is left out: no camera's mistake makes a picture
 * unusable. Words that people wrote are private as the people are: captions name them.
 * @param path is read for EXIF where the file is a TIFF, since that *is* such a block.
 */
export async function readExif(path: string, mimeType: string, blocks: EmbeddedBlocks): Promise<CameraFacts> {
  const source = mimeType === 'image/tiff' ? path : blocks.exif && withoutPreamble(blocks.exif);
  const { ifd0, exif, gps } = source === undefined ? none : await parse(source);
  const iptc = blocks.iptc ? readIptc(blocks.iptc) : {};
  const xmp = blocks.xmp ? readXmp(blocks.xmp) : {};
  return {
    takenAt:
      momentOf(exif.DateTimeOriginal ?? exif.CreateDate, exif.OffsetTimeOriginal ?? exif.OffsetTime) ??
      momentOf(
        xmp['exif:DateTimeOriginal'] ?? xmp['photoshop:DateCreated'] ?? xmp['xmp:CreateDate'],
        undefined,
      ) ??
      momentOfIptc(iptc),
    metadata: withoutGaps<string | number>({
      cameraMake: cleanField(ifd0.Make) ?? xmp['tiff:Make'],
      cameraModel: cleanField(ifd0.Model) ?? xmp['tiff:Model'],
      lens: cleanField(exif.LensModel) ?? xmp['aux:Lens'],
      software: cleanField(ifd0.Software),
      exposureSeconds: positive(exif.ExposureTime, 24 * 60 * 60),
      aperture: positive(exif.FNumber, 1000),
      iso: positive(exif.ISO, 100_000_000),
      focalLengthMm: positive(exif.FocalLength, 100_000),
    }),
    privateMetadata: withoutGaps<string | number>({
      latitude: within(gps.latitude, 90) ?? degreesOf(xmp['exif:GPSLatitude']),
      longitude: within(gps.longitude, 180) ?? degreesOf(xmp['exif:GPSLongitude']),
      altitudeMeters: within(gps.GPSAltitude, 100_000),
      city: iptc.city ?? xmp['photoshop:City'],
      country: iptc.country ?? xmp['photoshop:Country'],
      artist: cleanField(ifd0.Artist) ?? iptc.creator ?? xmp['dc:creator'],
      copyright: cleanField(ifd0.Copyright) ?? iptc.copyright ?? xmp['dc:rights'],
      people: xmp['Iptc4xmpExt:PersonInImage'],
      title: iptc.title ?? xmp['dc:title'],
      headline: iptc.headline ?? xmp['photoshop:Headline'],
      caption: iptc.caption ?? xmp['dc:description'],
      keywords: iptc.keywords ?? xmp['dc:subject'],
      cameraOwner: cleanField(exif.CameraOwnerName),
      cameraSerialNumber: cleanField(exif.BodySerialNumber ?? exif.SerialNumber) ?? xmp['aux:SerialNumber'],
      lensSerialNumber: cleanField(exif.LensSerialNumber),
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

const dateForm = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?/;
const offsetForm = /(?:Z|[+-]\d{2}:\d{2})$/;

const zoneIn = (text: unknown) => (typeof text === 'string' ? offsetForm.exec(text)?.[0] : undefined);

/** @param offset where it does not stand behind the date. */
function momentOf(date: unknown, offset: unknown): string | null {
  const parts = typeof date === 'string' ? dateForm.exec(date) : null;
  if (!parts) return null;
  const [, year, month, day, hour, minute, second = '00'] = parts;
  const zone = zoneIn(offset) ?? zoneIn(date) ?? 'Z';
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  // Cameras with an empty clock write zeros.
  return Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1800 ? null : moment.toISOString();
}

/** IPTC writes `20260506` and `070809+0200`. */
function momentOfIptc({ dateCreated = '', timeCreated = '' }: IptcFields): string | null {
  const date = dateCreated.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const time = timeCreated.replace(/^(\d{2})(\d{2})(\d{2})(?:([+-]\d{2})(\d{2}))?$/, '$1:$2:$3$4:$5');
  return momentOf(`${date}T${(time || '00:00:00').replace(/:$/, '')}`, undefined);
}

/** XMP writes `52,30.5N`: degrees, minutes with a fraction or seconds, and the side. */
function degreesOf(text: string | undefined): number | undefined {
  const parts = /^(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])$/.exec(text ?? '');
  if (!parts) return undefined;
  const degrees = Number(parts[1]) + Number(parts[2]) / 60 + Number(parts[3] ?? 0) / 3600;
  return within(/[SW]/.test(parts[4] ?? '') ? -degrees : degrees, 180);
}

function within(value: unknown, limit: number): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= limit ? value : undefined;
}
