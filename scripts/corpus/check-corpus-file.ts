import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { typeOfFilename } from '@vitrine/schema';
import sharp from 'sharp';
import type { HttpTestServer } from '../../apps/api/src/testing/serve-test-database.ts';
import { doors, type Verdict } from './doors.ts';
import type { CorpusEntry } from './read-manifest.ts';

const maxMs = 10_000;

/** Sends one file through every door into a namespace of its own, and says all that is not as it must be. */
export async function checkCorpusFile(
  server: HttpTestServer,
  entry: CorpusEntry,
): Promise<{ problems: string[]; tookMs: number }> {
  const problems: string[] = [];
  const site = await server.addSite();
  const bytes = new Uint8Array(await readFile(entry.file));
  if (entry.sha256 && sha256(bytes) !== entry.sha256) problems.push('is not the file of the manifest');
  const filename = path.basename(entry.path);
  const verdicts: [string, Verdict][] = [];
  let tookMs = 0;
  for (const [name, send] of Object.entries(doors)) {
    const startedAt = performance.now();
    const verdict = await send({ origin: server.origin, headers: site.key, filename, bytes });
    const ms = performance.now() - startedAt;
    tookMs = Math.max(tookMs, ms);
    if (ms > maxMs) problems.push(`${name} took ${Math.round(ms)} ms`);
    if (verdict.status >= 500) problems.push(`${name} answered ${verdict.status}`);
    verdicts.push([name, verdict]);
  }
  const [first] = verdicts;
  if (!first) throw new Error('There is no door.');
  for (const [name, verdict] of verdicts) {
    if (verdict.code !== first[1].code)
      problems.push(`${first[0]} says ${first[1].code ?? 'taken'}, ${name} says ${verdict.code ?? 'taken'}`);
  }
  problems.push(...judge(entry.expect, filename, first[1]));
  problems.push(...(await checkStored(server, site, first[1], bytes)));
  return { problems, tookMs };
}

/** Held against the word of the manifest. */
function judge(expect: string, filename: string, { file, code }: Verdict): string[] {
  const taken = file !== null;
  const allowed = typeOfFilename(filename);
  if (expect === 'accept' || expect === 'sanitise' || expect === 'store-as-text') {
    if (!taken) return [`was refused as ${code}`];
    if (expect === 'store-as-text' && !file.mimeType.startsWith('text/')) return [`is ${file.mimeType}`];
    if (file.kind === 'image' && file.mimeType !== 'image/svg+xml' && !file.thumbnails.small)
      return ['has no thumbnail'];
  }
  if (expect === 'reject' && taken) return ['was taken'];
  if (expect === 'sniff' && allowed && !taken) return [`was refused as ${code}`];
  if (expect === 'sniff' && allowed && file?.mimeType !== allowed.mimeType) return [`is ${file?.mimeType}`];
  if (expect === 'sniff' && !allowed && taken) return [`was taken as ${file.mimeType}`];
  // Kept as they are, these would act or be unpacked somewhere: this library takes neither.
  if (/^reject-or-(?:attachment|store-opaque|no-read|neutralise)$/.test(expect) && taken) {
    return ['video', 'audio'].includes(file.kind) || /^text\//.test(file.mimeType) ? [] : ['was taken'];
  }
  return [];
}

/** Nothing half stored, the original byte for byte, renditions without metadata. */
async function checkStored(
  server: HttpTestServer,
  { namespaceId, key }: { namespaceId: string; key: Record<string, string> },
  { file }: Verdict,
  bytes: Uint8Array,
): Promise<string[]> {
  const where = { where: { namespaceId }, select: { storageKey: true } } as const;
  const [blobs, renditions] = await Promise.all([
    server.db.prisma.blob.findMany(where),
    server.db.prisma.rendition.findMany(where),
  ]);
  const rows = [...blobs, ...renditions].map(({ storageKey }) => storageKey).sort();
  const objects = await server.objectsOf(namespaceId);
  if (rows.join() !== objects.join())
    return [`${objects.length} objects are stored where ${rows.length} are known`];
  if (!file) return blobs.length === 0 ? [] : ['was refused, and a blob was left'];
  const problems: string[] = [];
  const original = await fetch(file.url, { headers: key });
  if (sha256(new Uint8Array(await original.arrayBuffer())) !== sha256(bytes))
    problems.push('comes back as other bytes');
  for (const thumbnail of Object.values(file.thumbnails)) {
    if (!thumbnail) continue;
    const response = await fetch(thumbnail.url, { headers: key });
    const picture = await sharp(await response.arrayBuffer()).metadata();
    if (picture.width !== thumbnail.width || picture.height !== thumbnail.height)
      problems.push(`a thumbnail is ${picture.width} × ${picture.height}`);
    if (picture.exif || picture.xmp || picture.iptc || picture.icc || picture.orientation)
      problems.push('a thumbnail carries metadata');
  }
  return problems;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
