import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeZip, type ZipEntry } from './write-zip.ts';

const modifiedAt = new Date('2026-05-04T03:02:00Z');

function entry(name: string, bytes: Uint8Array<ArrayBuffer>, isStream: boolean): ZipEntry {
  const body = isStream ? new Blob([bytes]).stream() : bytes;
  return { name, sizeBytes: bytes.byteLength, modifiedAt, body };
}

async function* each(entries: readonly ZipEntry[]) {
  yield* entries;
}

test('packs what is read at once and what is streamed, with names in any script', async () => {
  const [short, long] = [new Uint8Array(randomBytes(100)), new Uint8Array(randomBytes(900_000))];
  const archive = writeZip(
    each([
      entry('Grüße 写真 👩‍👧.bin', short, false),
      entry('long.bin', long, true),
      entry('empty.txt', new Uint8Array(), false),
    ]),
  );
  const files = unzipSync(new Uint8Array(await buffer(archive)));
  expect(Object.keys(files)).toEqual(['Grüße 写真 👩‍👧.bin', 'long.bin', 'empty.txt']);
  expect(files['Grüße 写真 👩‍👧.bin']).toEqual(short);
  expect(files['long.bin']).toEqual(long);
});

test('an archive of nothing is an archive', async () => {
  expect(unzipSync(new Uint8Array(await buffer(writeZip(each([])))))).toEqual({});
});

test('opens the next entry when the last one has been taken, so that no more than a few parts wait', async () => {
  let opened = 0;
  let pulled = 0;
  let isEnded = false;
  async function* endless(): AsyncGenerator<ZipEntry> {
    try {
      for (;;) {
        opened += 1;
        let parts = 0;
        const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
          {
            pull(controller) {
              pulled += 1;
              parts += 1;
              controller.enqueue(new Uint8Array(65_536));
              if (parts === 64) controller.close();
            },
          },
          { highWaterMark: 0 },
        );
        yield { name: `${opened}.bin`, sizeBytes: 64 * 65_536, modifiedAt, body };
      }
    } finally {
      isEnded = true;
    }
  }
  const archive = writeZip(endless());
  for (let turn = 0; turn < 200; turn++) await setImmediate();
  expect(opened).toBe(1);
  expect(pulled).toBeLessThan(16);
  let taken = 0;
  for await (const chunk of archive) {
    taken += (chunk as Buffer).byteLength;
    if (taken > 10 * 1024 * 1024) break;
  }
  expect(opened).toBe(3);
  await expect.poll(() => isEnded).toBe(true);
});

test('breaks where an entry breaks, and where it is not as long as was said', async () => {
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull() {
      throw new Error('the disk is gone');
    },
  });
  const half = writeZip(each([{ name: 'a', sizeBytes: 9, modifiedAt, body: broken }]));
  await expect(buffer(half)).rejects.toThrow('the disk is gone');
  const short = { name: 'a', sizeBytes: 9, modifiedAt, body: new Blob(['four']).stream() };
  await expect(buffer(writeZip(each([short])))).rejects.toThrow();
});
