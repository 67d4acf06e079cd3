import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import sharp, { type Sharp } from 'sharp';
import { drawQuarters } from './draw-fixtures.ts';

// Sound and moving pictures for tests, made here so that none has to be kept.

const formats = {
  mp4: () => new Mp4OutputFormat(),
  mov: () => new MovOutputFormat(),
  webm: () => new WebMOutputFormat(),
  mkv: () => new MkvOutputFormat(),
};

/**
 * A film of `seconds` frames, one a second, each a key frame: black at the beginning, then `drawQuarters`. A lossy WebP
 * is a key frame of VP8, so no encoder of films is needed.
 * @param options.rotation by which a player has to turn the frames, clockwise.
 */
export async function muxClip(
  container: keyof typeof formats,
  options: { seconds?: number; rotation?: 0 | 90 | 180 | 270 } = {},
): Promise<Buffer> {
  const { seconds = 3, rotation = 0 } = options;
  const upright = await drawQuarters(400, 200).png().toBuffer();
  const coded = await sharp(upright)
    .rotate(360 - rotation)
    .toBuffer({ resolveWithObject: true });
  const { width, height } = coded.info;
  const black = sharp({ create: { width, height, channels: 3, background: '#000000' } });
  const [first, rest] = [await vp8FrameOf(black), await vp8FrameOf(sharp(coded.data))];

  const target = new BufferTarget();
  const output = new Output({ format: formats[container](), target });
  const source = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(source, { rotation });
  await output.start();
  const meta = { decoderConfig: { codec: 'vp8', codedWidth: width, codedHeight: height } };
  for (let second = 0; second < seconds; second++) {
    await source.add(new EncodedPacket(second === 0 ? first : rest, 'key', second, 1), meta);
  }
  await output.finalize();
  if (!target.buffer) throw new Error('The muxer made nothing.');
  return Buffer.from(target.buffer);
}

/** An AVI of `seconds` frames of `drawQuarters`, one a second, each a JPEG. */
export async function drawAvi(seconds = 3): Promise<Buffer> {
  const [width, height] = [400, 200];
  const frame = await drawQuarters(width, height).jpeg({ quality: 95 }).toBuffer();
  const main = Buffer.alloc(56);
  for (const [at, value] of Object.entries({ 0: 1e6, 16: seconds, 24: 1, 32: width, 36: height }))
    main.writeUInt32LE(value, Number(at));
  const header = Buffer.alloc(56);
  header.write('vidsMJPG', 'latin1');
  for (const [at, value] of Object.entries({ 20: 1, 24: 1, 32: seconds }))
    header.writeUInt32LE(value, Number(at));
  const form = Buffer.alloc(40);
  for (const [at, value] of Object.entries({ 0: 40, 4: width, 8: height, 12: 0x18_0001 }))
    form.writeUInt32LE(value, Number(at));
  form.write('MJPG', 16, 'latin1');
  const list = (name: string, ...chunks: Buffer[]) =>
    riff('LIST', Buffer.concat([Buffer.from(name), ...chunks]));
  const frames = Array.from({ length: seconds }, () => riff('00dc', frame));
  return riff(
    'RIFF',
    Buffer.concat([
      Buffer.from('AVI '),
      list('hdrl', riff('avih', main), list('strl', riff('strh', header), riff('strf', form))),
      list('movi', ...frames),
    ]),
  );
}

async function vp8FrameOf(picture: Sharp): Promise<Uint8Array> {
  const webp = await picture.webp({ quality: 95 }).toBuffer();
  const at = webp.indexOf('VP8 ', 12, 'latin1');
  return webp.subarray(at + 8, at + 8 + webp.readUInt32LE(at + 4));
}

/** A WAV of a tone with the tags of ID3, and a cover where one is given. */
export function drawTone(seconds: number, tags: Record<string, string> = {}, cover?: Buffer): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(seconds * rate * 2);
  for (let at = 0; at < seconds * rate; at++) {
    samples.writeInt16LE(Math.round(Math.sin((at * 440 * 2 * Math.PI) / rate) * 8000), at * 2);
  }
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const chunks = [riff('fmt ', format), riff('data', samples), riff('id3 ', id3(tags, cover))];
  return riff('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

function riff(name: string, data: Buffer): Buffer {
  const head = Buffer.from(`${name}    `, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** ID3v2.3, whose frames have plain sizes. */
function id3(tags: Record<string, string>, cover?: Buffer): Buffer {
  const frame = (name: string, data: Buffer) => {
    const head = Buffer.alloc(10);
    head.write(name, 'latin1');
    head.writeUInt32BE(data.length, 4);
    return Buffer.concat([head, data]);
  };
  const frames = Object.entries(tags).map(([name, text]) => frame(name, Buffer.from(`\0${text}`, 'latin1')));
  if (cover) frames.push(frame('APIC', Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), cover])));
  const body = Buffer.concat(frames);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0, ...size]), body]);
}
