import { createHash, randomBytes } from 'node:crypto';

/** A file that is never whole in memory: a sound of noise, of which any piece can be made at any time. */
export interface LargeFile {
  sizeBytes: number;
  /** Bytes from `start` up to and without `end`. */
  piece(start: number, end: number): Uint8Array<ArrayBuffer>;
  /** SHA-256 of a range, in hexadecimal digits. */
  hash(start: number, end: number): string;
}

const blockBytes = 1024 * 1024;
const headerBytes = 44;

/** @param sizeBytes from 1 MiB to 4 GiB: a WAV counts its bytes in 32 bits. */
export function makeLargeFile(sizeBytes: number): LargeFile {
  const noise = randomBytes(blockBytes);
  const header = wavHeader(sizeBytes);
  const piece = (start: number, end: number): Uint8Array<ArrayBuffer> => {
    const bytes = Buffer.alloc(end - start);
    for (let at = start; at < end; ) {
      const block = Math.floor(at / blockBytes);
      const from = at % blockBytes;
      const length = Math.min(blockBytes - from, end - at);
      const content = Buffer.from(noise);
      // No two blocks are alike: a block in the wrong place changes the hash.
      content.writeUInt32LE(block, blockBytes - 4);
      if (block === 0) header.copy(content);
      content.copy(bytes, at - start, from, from + length);
      at += length;
    }
    return bytes;
  };
  return {
    sizeBytes,
    piece,
    hash(start, end) {
      const hash = createHash('sha256');
      for (let at = start; at < end; at += blockBytes) hash.update(piece(at, Math.min(at + blockBytes, end)));
      return hash.digest('hex');
    },
  };
}

/** 16 bits, two channels, 192 kHz: two gibibytes last 46 minutes. */
function wavHeader(sizeBytes: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  const [channels, samplesPerSecond, bytesPerSample] = [2, 192_000, 2];
  header.write('RIFF', 0);
  header.writeUInt32LE(sizeBytes - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(samplesPerSecond, 24);
  header.writeUInt32LE(samplesPerSecond * channels * bytesPerSample, 28);
  header.writeUInt16LE(channels * bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36);
  header.writeUInt32LE(sizeBytes - headerBytes, 40);
  return header;
}
