import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import { drawQuarters, writeFixture } from './draw-fixtures.ts';
import { inspectFile } from './inspect-file.ts';
import { readIptc } from './read-iptc.ts';
import { readXmp } from './read-xmp.ts';

const decodePool = createDecodePool({ size: 1 });
afterAll(() => decodePool.close());

const packet = (inside: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`;

const dataset = (number: number, text: string) => {
  const data = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x1c, 2, number, data.length >> 8, data.length & 0xff]), data]);
};

/** A JPEG with a block as Photoshop writes it, and XMP. */
async function drawAgencyPhotograph(): Promise<Buffer> {
  const xmp = packet(
    `aux:Lens="Fifty" exif:GPSLatitude="52,30.0N" exif:GPSLongitude="13,24,0W"><Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ann Poe</rdf:li><rdf:li>Bo Roe</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>`,
  );
  const jpeg = await drawQuarters(900, 600).withXmp(xmp).jpeg().toBuffer();
  const iptc = Buffer.concat([
    dataset(55, '20260506'),
    dataset(60, '070809+0200'),
    dataset(80, 'Jane Doe'),
    dataset(25, 'lake'),
    dataset(25, 'summer'),
    dataset(120, 'Ann Poe swims.'),
  ]);
  const resource = Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0', 'latin1'),
    Buffer.from([iptc.length >> 8, iptc.length & 0xff]),
    iptc,
    Buffer.alloc(iptc.length % 2),
  ]);
  const length = resource.length + 2;
  const head = Buffer.from([0xff, 0xed, length >> 8, length & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, resource, jpeg.subarray(2)]);
}

test('what an agency writes into a picture is read; place, people and words stay private, and renditions hold none', async () => {
  const original = await drawAgencyPhotograph();
  expect(await sharp(original).metadata()).toMatchObject({ iptc: expect.anything(), xmp: expect.anything() });
  const path = await writeFixture(original);
  const file = await inspectFile(decodePool, { path, filename: 'a.jpg' });
  expect(file).toMatchObject({
    damaged: false,
    takenAt: '2026-05-06T05:08:09.000Z',
    metadata: { lens: 'Fifty' },
    privateMetadata: {
      latitude: 52.5,
      longitude: -13.4,
      people: 'Ann Poe, Bo Roe',
      artist: 'Jane Doe',
      keywords: 'lake, summer',
      caption: 'Ann Poe swims.',
    },
  });
  expect(JSON.stringify(file.metadata)).not.toMatch(/Ann|Jane|52/);
  expect(file.renditions).toHaveLength(3);
  for (const { bytes } of file.renditions) {
    const found = await sharp(bytes).metadata();
    expect([found.exif, found.xmp, found.iptc, found.icc]).toEqual(Array(4).fill(undefined));
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Ann|Jane|Photoshop|xmpmeta/);
  }
});

test('blocks that are cut or lie about their lengths say what can be read, and nothing else', () => {
  const whole = Buffer.concat([dataset(80, 'Jané'), dataset(120, 'x'.repeat(300))]);
  expect(readIptc(whole.subarray(0, 30))).toEqual({ creator: 'Jané', caption: 'x'.repeat(15) });
  expect(readIptc(Buffer.from([0x1c, 2, 80, 0xff, 0xff, 1]))).toEqual({});
  expect(readIptc(Buffer.from('no block at all'))).toEqual({});
  expect(readIptc(Buffer.concat([Buffer.from([0x1c, 2, 80, 0, 2]), Buffer.from([0x4a, 0xe9])]))).toEqual({
    creator: 'Jé',
  });
  expect(readXmp(Buffer.from('<x:xmpmeta><dc:creator>Jane'))).toEqual({ 'dc:creator': 'Jane' });
  expect(readXmp(Buffer.from('<x:xmpmeta <<'))).toEqual({});
  expect(readXmp(Buffer.alloc(600_000, ' '))).toEqual({});
});
