import {
  type Contract,
  contractVersion,
  defaultAllowedTypes,
  type MediaUsage,
  NamespaceSettings,
} from '@vitrine/schema';
import type * as z from 'zod';
import { fakeCollections } from './fake-collections.ts';
import { FakeError, type FakeLibrary } from './fake-library.ts';
import { fakeMedia, usageOf } from './fake-media.ts';
import { fakeSearch } from './fake-search.ts';
import { fakeStats } from './fake-stats.ts';
import { fakeTags } from './fake-tags.ts';
import { fakeTasks } from './fake-tasks.ts';
import { TEST_NOW, testNamespaceId, testUserId } from './make-media-file.ts';

type HandlerOf<P> = P extends {
  type: 'query' | 'mutation';
  input: infer I extends z.ZodType;
  output: infer O extends z.ZodType;
}
  ? (input: z.output<I>) => z.output<O> | Promise<z.output<O>>
  : never;

/** One function per procedure of the contract: forgetting one is a compile error. */
export type HandlersOf<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends { type: string; input: z.ZodType }
    ? HandlerOf<Tree[Name]>
    : HandlersOf<Tree[Name]>;
};

export type FakeProcedures = HandlersOf<Omit<Contract, 'events'>>;

export function createFakeProcedures(library: FakeLibrary): FakeProcedures {
  const namespace = { id: testNamespaceId, slug: 'northfield', name: 'Northfield Review' };
  const wholeNamespace = {
    ...namespace,
    defaultAccessLevel: 'public' as const,
    searchLanguage: 'simple' as const,
    settings: NamespaceSettings.parse({}),
    quotaBytes: null,
    usedBytes: 0,
    archivedAt: null,
    createdAt: TEST_NOW,
  };
  const sessionNamespace = { ...namespace, role: library.role, isDefault: true };
  const operatorOnly = () => {
    throw new FakeError('auth.denied', 'Only the operator may do this.');
  };
  const offline = () => {
    throw new FakeError('storage.unavailable', 'The library of a test reaches no network.');
  };

  return {
    media: fakeMedia(library),
    collections: fakeCollections(library),
    tags: fakeTags(library),
    uploads: {
      get: ({ id }) => {
        const upload = library.uploads.get(id);
        if (!upload) throw new FakeError('not-found', 'There is no such upload.');
        return upload;
      },
      list: () => [...library.uploads.values()].reverse(),
      abort: ({ id }) => {
        library.uploads.delete(id);
        return { id };
      },
      keepBoth: ({ id }) => {
        const upload = library.uploads.get(id);
        if (!upload?.media) throw new FakeError('not-found', 'There is no such upload.');
        const file = {
          ...upload.media,
          id: library.nextId() as typeof upload.media.id,
          createdAt: new Date().toISOString(),
        };
        library.files.set(file.id, file);
        library.emit('media.created', [file.id]);
        return file;
      },
      begin: () => ({ transport: 'tus', path: '/uploads' }),
      signParts: offline,
      complete: offline,
      importFromUrl: offline,
    },
    references: {
      sync: ({ references }) => ({ added: references.length, removed: 0, unchanged: 0 }),
      add: () => ({ added: 1, removed: 0, unchanged: 0 }),
      remove: () => ({ added: 0, removed: 1, unchanged: 0 }),
      removeContent: () => ({ added: 0, removed: 1, unchanged: 0 }),
      listByMedia: ({ mediaId }): MediaUsage => usageOf(library, mediaId),
      listByContent: () => [],
      registerSnapshot: () => ({ items: 0 }),
      releaseSnapshot: () => ({ items: 0 }),
      verify: () => ({ checked: 0, missing: [], hasMore: false, repaired: 0 }),
      atTime: () => [],
    },
    namespaces: {
      list: () => [wholeNamespace],
      get: () => wholeNamespace,
      create: operatorOnly,
      update: operatorOnly,
      archive: operatorOnly,
      reopen: operatorOnly,
      memberships: {
        list: () => ({ items: [], nextCursor: null }),
        add: operatorOnly,
        update: operatorOnly,
        remove: operatorOnly,
      },
      keys: { list: () => [], create: operatorOnly, rotate: operatorOnly, revoke: operatorOnly },
    },
    search: fakeSearch(library),
    stats: fakeStats(library),
    session: {
      me: () => ({
        contractVersion,
        user: { id: testUserId, displayName: 'Ann Berg' },
        role: library.role,
        isOperator: false,
        namespace,
        limits: { maxFileBytes: 100 * 1024 * 1024, maxBytesByKind: {}, allowedTypes: defaultAllowedTypes() },
      }),
      namespaces: () => [sessionNamespace],
      makeDefault: () => sessionNamespace,
    },
    privacy: {
      findPeople: () => [],
      exportUser: operatorOnly,
      exportUserFiles: operatorOnly,
      anonymizeUser: operatorOnly,
      eraseUser: operatorOnly,
    },
    audit: { list: () => ({ items: [], nextAfter: null }), export: operatorOnly, verify: operatorOnly },
    tasks: fakeTasks(library),
  };
}
