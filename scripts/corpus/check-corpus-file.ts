import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type MediaFile, typeOfFilename } from '@vitrine/schema';
import sharp from 'sharp';
import type { HttpTestServer, TestServerSite } from '../../apps/api/src/testing/serve-test-database.ts';
import { doors } from './doors.ts';
import type { CorpusServers } from './open-corpus-servers.ts';
import type { CorpusEntry } from './read-manifest.ts';

const maxMs = 10_000;

/** Sends one file through every door, each into a namespace of its own, and says all that is not as it must be. */
export async function checkCorpusFile(
  { byStorage, remote }: CorpusServers,
  entry: CorpusEntry,
): Promise<{ problems: string[]; tookMs: number }> {
  const problems: string[] = [];
  const bytes = new Uint8Array(await readFile(entry.file));
  if (entry.sha256 && sha256(bytes) !== entry.sha256) problems.push('is not the file of the manifest');
  const filename = path.basename(entry.path);
  const codes = new Map<string, string | null>();
  let tookMs = 0;
  for (const { name, storage, send } of doors) {
    const server = byStorage[storage];
    const site = await server.addSite();
    const startedAt = performance.now();
    const { status, code, file } = await send({ origin: server.origin, site, remote, filename, bytes });
    const ms = performance.now() - startedAt;
    tookMs = Math.max(tookMs, ms);
    const found = [
      ...judge(entry.expect, filename, file, code),
      ...(await checkStored(server, site, file, bytes)),
    ];
    if (ms > maxMs) found.push(`took ${Math.round(ms)} ms`);
    if (status >= 500) found.push(`was answered with ${status}`);
    problems.push(...found.map((problem) => `by ${name} it ${problem}`));
    codes.set(name, code);
  }
  if (new Set(codes.values()).size > 1)
    problems.push(
      `doors differ: ${[...codes].map(([name, code]) => `${name} ${code ?? 'took it'}`).join(', ')}`,
    );
  return { problems, tookMs };
}

/** Held against the word of the manifest. Each problem goes on from "it". */
function judge(expect: string, filename: string, file: MediaFile | null, code: string | null): string[] {
  const allowed = typeOfFilename(filename);
  const isSvg = file?.mimeType === 'image/svg+xml';
  switch (expect) {
    case 'accept':
    case 'sanitise':
      if (!file) return [`was refused as ${code}`];
      return file.kind === 'image' && !isSvg && !file.thumbnails.small ? ['has no thumbnail'] : [];
    case 'store-as-text':
      if (!file) return [`was refused as ${code}`];
      return file.mimeType.startsWith('text/') ? [] : [`is ${file.mimeType}`];
    case 'reject':
      return file ? ['was taken'] : [];
    case 'sniff':
      if (allowed && !file) return [`was refused as ${code}`];
      if (allowed && file?.mimeType !== allowed.mimeType) return [`is ${file?.mimeType}`];
      return !allowed && file ? [`was taken as ${file.mimeType}`] : [];
    // An SVG is kept as it came, so one that acts must not be kept at all.
    case 'sanitise-or-reject':
      return file && isSvg ? ['was taken'] : [];
    // Kept as they are, these would act or be unpacked somewhere: this library takes neither.
    case 'reject-or-attachment':
    case 'reject-or-store-opaque':
    case 'reject-or-no-read':
    case 'reject-or-neutralise':
      return !file || file.kind === 'video' || file.mimeType.startsWith('text/') ? [] : ['was taken'];
    case 'survive':
    case 'accept-or-reject-bounded':
    case 'accept-or-unsupported':
    case 'reject-or-bounded':
      return [];
    default:
      return [`is expected to "${expect}", which says nothing to this check`];
  }
}

/** Bytes of what was refused go after the row that says so; what is still there after this was left behind. */
const goneWithinMs = 2000;

/** Nothing half stored, the original byte for byte, renditions as announced and without metadata. */
async function checkStored(
  server: HttpTestServer,
  { namespaceId, key }: TestServerSite,
  file: MediaFile | null,
  bytes: Uint8Array,
): Promise<string[]> {
  const where = { where: { namespaceId }, select: { storageKey: true } } as const;
  const compare = async () => {
    const [blobs, renditions] = await Promise.all([
      server.db.prisma.blob.findMany(where),
      server.db.prisma.rendition.findMany(where),
    ]);
    const rows = [...blobs, ...renditions].map(({ storageKey }) => storageKey).sort();
    const objects = await server.objectsOf(namespaceId);
    return { rows, objects, blobs, isEqual: rows.join() === objects.join() };
  };
  let found = await compare();
  for (const untilMs = performance.now() + goneWithinMs; !found.isEqual && performance.now() < untilMs; ) {
    await delay(50);
    found = await compare();
  }
  const { rows, objects, blobs } = found;
  if (!found.isEqual) return [`left ${objects.length} objects where ${rows.length} are known`];
  if (!file) return blobs.length === 0 ? [] : ['was refused and left a blob'];
  const problems: string[] = [];
  const original = await fetch(file.url, { headers: key });
  if (sha256(new Uint8Array(await original.arrayBuffer())) !== sha256(bytes))
    problems.push('comes back as other bytes');
  for (const thumbnail of Object.values(file.thumbnails)) {
    if (!thumbnail) continue;
    const response = await fetch(thumbnail.url, { headers: key });
    const picture = await sharp(await response.arrayBuffer()).metadata();
    if (picture.width !== thumbnail.width || picture.height !== thumbnail.height)
      problems.push(`has a thumbnail of ${picture.width} × ${picture.height}`);
    if (picture.exif || picture.xmp || picture.iptc || picture.icc || picture.orientation)
      problems.push('has a thumbnail with metadata');
  }
  return problems;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
