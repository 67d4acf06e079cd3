import type { VersionComparison } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { listVersions } from './list-versions.ts';

const compared = [
  'originalFilename',
  'mimeType',
  'sizeBytes',
  'width',
  'height',
  'durationSeconds',
  'pageCount',
] as const;

/**
 * What is another in one version than in the other: of the file, and of what it says of itself.
 * @throws MediaError `not-found`, also for a number that is none.
 */
export async function compareVersions(
  scope: Scope,
  input: { id: string; from: number; to: number },
): Promise<VersionComparison> {
  const versions = await listVersions(scope, input);
  const [from, to] = [input.from, input.to].map((number) => versions.find((one) => one.number === number));
  if (!from || !to) throw new MediaError('not-found', { numbers: [input.from, input.to] });
  const metadata = await readMetadata(scope, input.id, [from.number, to.number]);
  const said = [metadata.get(from.number) ?? {}, metadata.get(to.number) ?? {}] as const;
  const names = [...new Set(said.flatMap((one) => Object.keys(one)))].sort();
  const differences = [
    ...compared.map((field) => ({
      field: field as string,
      from: from[field] as unknown,
      to: to[field] as unknown,
    })),
    ...names.map((name) => ({
      field: `metadata.${name}`,
      from: said[0][name] ?? null,
      to: said[1][name] ?? null,
    })),
  ];
  return {
    from,
    to,
    isSameBytes: from.hash === to.hash && from.sizeBytes === to.sizeBytes,
    differences: differences.filter((one) => JSON.stringify(one.from) !== JSON.stringify(one.to)),
  };
}

async function readMetadata(
  scope: Scope,
  mediaId: string,
  numbers: number[],
): Promise<Map<number, Record<string, unknown>>> {
  const rows = await scope.db.prisma.mediaVersion.findMany({
    where: { namespaceId: scope.namespace.id, mediaId, number: { in: numbers } },
    select: { number: true, metadata: true },
  });
  return new Map(rows.map(({ number, metadata }) => [number, metadata as Record<string, unknown>]));
}
