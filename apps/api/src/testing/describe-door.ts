import { describe, expect, test } from 'vitest';
import { drawNoise, scanDataOffset } from '../processing/draw-fixtures.ts';
import type { HttpTestServer, TestServerSite } from './start-test-server.ts';

/** What became of a file that was sent through a door. */
export type DoorVerdict = { mediaId: string; damaged: boolean } | { code: string };

export type SendThrough = (
  site: TestServerSite,
  file: { filename: string; bytes: Uint8Array<ArrayBuffer>; fields?: Record<string, string> },
) => Promise<DoorVerdict>;

/** The cap that the server of these tests must have. */
export const doorCapBytes = 400_000;

/**
 * What must hold at every door: the same file gets the same verdict, and of a refused one nothing is left but a row
 * that says why.
 */
export function describeDoor(
  name: string,
  server: Pick<HttpTestServer, 'addSite' | 'objectsOf' | 'db'>,
  send: SendThrough,
): void {
  describe(`the door ${name}`, () => {
    test('takes a picture, and a second one of the same bytes is the first', async () => {
      const site = await server.addSite();
      const file = { filename: 'lake.jpg', bytes: await jpeg(), fields: { title: 'A lake', tags: 'water' } };
      const first = await send(site, file);
      expect(first).toMatchObject({ mediaId: expect.any(String), damaged: false });
      expect(await send(site, { ...file, filename: 'again.jpg' })).toEqual(first);
      const { items } = await site.client.media.list.query({});
      expect(items.map(({ title, kind, tags }) => [title, kind, tags.length])).toEqual([
        ['A lake', 'image', 1],
      ]);
      expect(await objectsWithoutRow(server, site)).toEqual([]);
    });

    test('takes a picture that can only be read in part, and marks it', async () => {
      const site = await server.addSite();
      const whole = await jpeg();
      const bytes = whole.subarray(0, Math.floor(whole.length * 0.7));
      expect(await send(site, { filename: 'cut.jpg', bytes })).toMatchObject({ damaged: true });
    });

    test.each(badFiles)('refuses %s and leaves nothing', async (_what, filename, code, draw) => {
      const site = await server.addSite();
      expect(await send(site, { filename, bytes: await draw() })).toEqual({ code });
      const { namespaceId } = site;
      expect(await server.objectsOf(namespaceId)).toEqual([]);
      expect(await server.db.prisma.media.count({ where: { namespaceId } })).toBe(0);
      expect(await server.db.prisma.blob.count({ where: { namespaceId } })).toBe(0);
      const usage = await server.db.prisma.namespaceUsage.findUnique({ where: { namespaceId } });
      expect(usage).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
      const open = { namespaceId, state: { notIn: ['failed', 'expired'] } };
      expect(await server.db.prisma.upload.count({ where: open })).toBe(0);
    });
  });
}

const textOf = (text: string) => () => Promise.resolve(new Uint8Array(Buffer.from(text)));
const svg = (inside: string) => textOf(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

const badFiles: [
  what: string,
  filename: string,
  code: string,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
][] = [
  [
    'a text that calls itself a picture',
    'cat.jpg',
    'upload.extension-refused',
    textOf('just words, no picture\n'),
  ],
  ['a picture under another extension', 'cat.png', 'upload.extension-refused', jpeg],
  ['an empty file', 'empty.png', 'upload.empty', textOf('')],
  ['a program', 'setup.exe', 'upload.extension-refused', textOf('MZ\u0090\0\0')],
  [
    'a page that calls itself a picture',
    'page.gif',
    'upload.extension-refused',
    textOf('<!doctype html><script>1</script>'),
  ],
  ['an SVG with a script', 'logo.svg', 'upload.svg-active', svg('<script>1</script>')],
  ['an SVG with an event handler', 'logo.svg', 'upload.svg-active', svg('<rect onload="x()"/>')],
  ['a picture that begins and has no pixels', 'x.jpg', 'upload.invalid-image', headerOfJpeg],
  ['an archive under the name of a picture', 'polyglot.jpg', 'upload.extension-refused', archive],
  ['a file over the cap', 'big.txt', 'upload.too-large', textOf('a'.repeat(doorCapBytes + 1))],
];

async function jpeg(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await drawNoise(400, 300)).jpeg().toBuffer());
}

async function headerOfJpeg(): Promise<Uint8Array<ArrayBuffer>> {
  const whole = Buffer.from(await jpeg());
  return new Uint8Array(whole.subarray(0, scanDataOffset(whole)));
}

/** A ZIP with a picture behind it, so that both readers find what they look for. */
async function archive(): Promise<Uint8Array<ArrayBuffer>> {
  const emptyZip = Buffer.from('504b0304140000000000000000000000000000000000000000000100000061', 'hex');
  return new Uint8Array(Buffer.concat([emptyZip, await jpeg()]));
}

async function objectsWithoutRow(
  server: Pick<HttpTestServer, 'objectsOf' | 'db'>,
  { namespaceId }: TestServerSite,
): Promise<string[]> {
  const [blobs, renditions] = await Promise.all([
    server.db.prisma.blob.findMany({ where: { namespaceId } }),
    server.db.prisma.rendition.findMany({ where: { namespaceId } }),
  ]);
  const known = new Set([...blobs, ...renditions].map(({ storageKey }) => storageKey));
  return (await server.objectsOf(namespaceId)).filter((key) => !known.has(key));
}
