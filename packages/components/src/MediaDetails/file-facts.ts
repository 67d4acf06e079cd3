import type { MediaFile } from '@vitrine/schema';
import type { Messages } from '../i18n/core-messages.ts';
import type { Format } from '../i18n/use-format.ts';

export type Fact = readonly [name: string, value: string];

type Facts = Readonly<Record<string, unknown>>;

const text = (facts: Facts, name: string): string => {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
};
const number = (facts: Facts, name: string): number | null => {
  const value = facts[name];
  return typeof value === 'number' ? value : null;
};
const joined = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(' · ');

/** What the server read in the file itself, in words. Of what is not known nothing is said. */
export function fileFacts({ metadata }: Pick<MediaFile, 'metadata'>, format: Format, m: Messages): Fact[] {
  const rate = number(metadata, 'bitsPerSecond');
  const sample = number(metadata, 'sampleRateHz');
  const frames = number(metadata, 'frameCount');
  const frameRate = number(metadata, 'framesPerSecond');
  return known([
    [m.factArtist, text(metadata, 'artist')],
    [m.factAlbum, text(metadata, 'album')],
    [m.factCamera, cameraOf(metadata)],
    [m.factLens, text(metadata, 'lens')],
    [m.factExposure, exposureOf(metadata, format)],
    [m.factColor, colorOf(metadata, format)],
    [m.factFrames, frames === null ? '' : format.number(frames)],
    [
      m.factCodec,
      joined(
        codecNames[text(metadata, 'videoCodec')] ?? text(metadata, 'videoCodec'),
        codecNames[text(metadata, 'audioCodec')] ?? text(metadata, 'audioCodec'),
      ),
    ],
    [
      m.factRate,
      joined(
        rate !== null && format.bitRate(rate),
        frameRate !== null && `${format.number(frameRate)} fps`,
        sample !== null && `${format.number(sample / 1000)} kHz`,
      ),
    ],
  ]);
}

/** Of place and people: the server tells them to those only who may change the file. */
export function privateFacts({ privateMetadata = {} }: MediaFile, format: Format, m: Messages): Fact[] {
  const latitude = number(privateMetadata, 'latitude');
  const longitude = number(privateMetadata, 'longitude');
  const position =
    latitude !== null && longitude !== null && `${format.number(latitude)}, ${format.number(longitude)}`;
  return known([
    [m.factPlace, joined(text(privateMetadata, 'city'), text(privateMetadata, 'country'), position)],
    [m.factPeople, text(privateMetadata, 'people')],
    [m.factCreator, text(privateMetadata, 'artist')],
    [m.factCopyright, text(privateMetadata, 'copyright')],
    [m.factKeywords, text(privateMetadata, 'keywords')],
  ]);
}

const known = (facts: Fact[]) => facts.filter(([, value]) => value !== '');

const codecNames: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'H.265',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  mpeg4: 'MPEG-4',
  mjpeg: 'Motion JPEG',
  aac: 'AAC',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  flac: 'FLAC',
};

/** Most cameras repeat their maker in the name of the model. */
function cameraOf(metadata: Facts): string {
  const make = text(metadata, 'cameraMake');
  const model = text(metadata, 'cameraModel');
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
}

function exposureOf(metadata: Facts, format: Format): string {
  const seconds = number(metadata, 'exposureSeconds');
  const aperture = number(metadata, 'aperture');
  const iso = number(metadata, 'iso');
  const focal = number(metadata, 'focalLengthMm');
  const time =
    seconds !== null &&
    (seconds < 0.5 ? `1/${format.number(Math.round(1 / seconds))}` : format.number(seconds));
  return joined(
    time && `${time} s`,
    aperture !== null && `f/${format.number(aperture)}`,
    iso !== null && `ISO ${iso}`,
    focal !== null && `${format.number(focal)} mm`,
  );
}

const spaceNames: Readonly<Record<string, string>> = {
  srgb: 'RGB',
  rgb16: 'RGB',
  cmyk: 'CMYK',
  'b-w': '1',
  grey16: '1',
  lab: 'Lab',
};

function colorOf(metadata: Facts, format: Format): string {
  const space = text(metadata, 'colorSpace');
  const depth = number(metadata, 'bitDepth');
  if (space === '') return '';
  const name = spaceNames[space] ?? space.toUpperCase();
  return joined(name === '1' ? null : name, depth !== null && `${format.number(depth)} bit`);
}
