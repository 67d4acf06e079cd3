import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import { MediaFile } from '../media.ts';
import type { AppRouter } from './app-router.ts';
import { contract } from './contract.ts';
import type { AnyProcedure, ContractTree } from './procedure.ts';

function proceduresOf(tree: ContractTree, path = ''): [string, AnyProcedure][] {
  return Object.entries(tree).flatMap(([name, node]): [string, AnyProcedure][] => {
    const at = path ? `${path}.${name}` : name;
    return isProcedure(node) ? [[at, node]] : proceduresOf(node, at);
  });
}

const isProcedure = (node: AnyProcedure | ContractTree): node is AnyProcedure =>
  typeof node.type === 'string';

const procedures = proceduresOf(contract);

describe('contract', () => {
  it('lists the nouns of the API', () => {
    expect(Object.keys(contract)).toEqual([
      'media',
      'uploads',
      'references',
      'collections',
      'tags',
      'search',
      'namespaces',
      'stats',
      'session',
      'tasks',
      'audit',
      'privacy',
      'events',
    ]);
  });

  it.each(procedures)('%s is a query, a mutation or a subscription with input and output', (_, procedure) => {
    expect(['query', 'mutation', 'subscription']).toContain(procedure.type);
    expect(procedure.input.safeParse).toBeTypeOf('function');
    expect(procedure.output.safeParse).toBeTypeOf('function');
  });

  it.each(procedures)('%s refuses a field that it does not know', (_, procedure) => {
    const refused = procedure.input.safeParse({ unheardOf: true });
    expect(refused.error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });

  it('gives a client the router’s types without the server', () => {
    type Input = AppRouter['_def']['record']['media']['get']['_def']['$types']['input'];
    type Output = AppRouter['_def']['record']['media']['get']['_def']['$types']['output'];
    expectTypeOf<Input['id']>().toEqualTypeOf<string>();
    expectTypeOf<Output>().toEqualTypeOf<MediaFile>();
    expect(contract.media.get.output).toBe(MediaFile);
  });

  it('sends nothing that JSON would change', () => {
    expect(MediaFile.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  });
});

const sample: z.input<typeof MediaFile> = {
  id: '01936b2a-7c4e-7000-8000-000000000001',
  namespaceId: '01936b2a-7c4e-7000-8000-000000000002',
  slug: 'alpine-lake',
  title: 'Alpine lake',
  description: '',
  kind: 'image',
  mimeType: 'image/jpeg',
  originalFilename: 'alpine-lake.jpg',
  sizeBytes: 8_400_000,
  width: 6016,
  height: 4016,
  durationSeconds: null,
  pageCount: null,
  hasAlpha: false,
  animated: false,
  hash: 'a'.repeat(64),
  url: 'https://media.example/files/alpine-lake.jpg',
  thumbnails: { small: { url: '/i/s.webp', width: 150, height: 100 }, medium: null, large: null },
  placeholder: null,
  focalPoint: { x: 0.5, y: 0.5 },
  alt: { en: 'A lake' },
  caption: '',
  credit: '',
  license: '',
  rightsStart: null,
  rightsEnd: '2027-11-21T10:00:00.000Z',
  tags: [],
  collectionIds: [],
  accessLevel: 'public',
  metadata: {},
  analysis: null,
  referenceCount: 0,
  uploadedBy: null,
  processingStatus: 'ready',
  reviewStatus: 'approved',
  reviewNote: '',
  damaged: false,
  takenAt: null,
  temporaryUntil: null,
  deletedAt: null,
  deletedBy: null,
  purgeAfter: null,
  replacedBy: null,
  keep: false,
  version: 1,
  revision: 0,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
};
