import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import {
  type AppRouter,
  type Collection,
  contract,
  type ErrorCode,
  errorCodes,
  type LibraryEvent,
  type MediaFile,
  type MediaId,
  type MediaUse,
  type Role,
  type SavedSearch,
  type Tag,
} from '@vitrine/schema';
import * as z from 'zod';
import type { KitClient } from '../provider/kit-client.ts';
import { createFakeUploads, type FakeUploadOptions } from './create-fake-uploads.ts';
import { createFakeLibrary, FakeError, type FakeLibrary } from './fake-library.ts';
import { createFakeProcedures, type FakeProcedures } from './fake-procedures.ts';
import { runningTask } from './fake-tasks.ts';
import { makeMediaFiles } from './make-media-file.ts';
import { sampleCollections, sampleFiles, sampleTags } from './sample-files.ts';

export interface FakeOptions {
  /** The files of the library, or how many to make. Default: a small one with one of everything. */
  files?: readonly MediaFile[] | number;
  /** Default 0: answers come with the next task. */
  latencyMs?: number;
  /** Refuses every call, or those of a path (`media.list`), with this code. */
  fail?: ErrorCode | ((path: string) => ErrorCode | null);
  /** No files at all. */
  isEmpty?: boolean;
  /** Nothing is ever answered: to look at what is shown meanwhile. */
  hang?: boolean;
  isOffline?: boolean;
  /** The first answers come, then the connection is lost. */
  goesOffline?: boolean;
  uploads?: FakeUploadOptions;
  role?: Role;
  /** Where files are used; deleting those is refused. */
  uses?: Readonly<Record<string, MediaUse[]>>;
  savedSearches?: readonly SavedSearch[];
  tags?: readonly Tag[];
  collections?: readonly Collection[];
  /** How many files are counted exactly; of more it says about how many. Default 10,000. */
  countsUpTo?: number;
  /** Work that is under way when the library is opened. */
  tasks?: readonly { kind: string; done: number; total: number }[];
  /** Long work stands still at this fraction, 0..1: to look at it under way. */
  workStopsAt?: number;
}

export interface FakeControl {
  /** What the library holds now, the trash included. */
  files(): MediaFile[];
  setFail(fail: FakeOptions['fail']): void;
  setOffline(isOffline: boolean): void;
  setHang(hang: boolean): void;
  emit(event: Pick<LibraryEvent, 'type' | 'ids'>): void;
  /** Changes a file behind the kit's back, as another person would. */
  put(file: MediaFile): void;
  setUses(mediaId: MediaId, uses: MediaUse[]): void;
  /** Paths that were called, in order. */
  calls: string[];
}

export interface FakeClient extends KitClient {
  control: FakeControl;
}

let made = 0;

/** A whole library in memory, behind the same interface as the real one: every procedure of the contract, uploads
 *  and events. Inputs and outputs are checked against the contract, so that a story can not show what a server never
 *  sends. */
export function createFakeClient(options: FakeOptions = {}): FakeClient {
  const switches = { fail: options.fail, isOffline: options.isOffline ?? false, hang: options.hang ?? false };
  const library = createFakeLibrary({
    files: filesOf(options),
    collections: options.collections ?? sampleCollections,
    tags: options.tags ?? sampleTags,
    savedSearches: options.savedSearches,
    countsUpTo: options.countsUpTo,
    uses: options.uses,
    role: options.role ?? 'editor',
    workStopsAt: options.workStopsAt,
  });
  for (const task of options.tasks ?? []) library.tasks.set(...runningTask(library, task));
  const procedures = createFakeProcedures(library);
  const onlineListeners = new Set<() => void>();
  const calls: string[] = [];

  const setOffline = (isOffline: boolean) => {
    switches.isOffline = isOffline;
    for (const listener of onlineListeners) listener();
  };

  const answer = async (path: string, input: unknown): Promise<unknown> => {
    calls.push(path);
    if (switches.hang) await new Promise(() => undefined);
    if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    if (switches.isOffline) throw new TypeError('Failed to fetch');
    const code = typeof switches.fail === 'function' ? switches.fail(path) : switches.fail;
    if (code) throw new FakeError(code, errorCodes[code].message);
    const result = await callProcedure(procedures, path, input);
    if (options.goesOffline && path === 'media.list') setTimeout(() => setOffline(true));
    return result;
  };

  const link: TRPCLink<AppRouter> = () => (request) =>
    observable((observer) => {
      const { op } = request;
      if (op.type === 'subscription')
        return listen(library, (event) =>
          observer.next({ result: { type: 'data', data: { id: event.at, data: event } } }),
        );
      let isGone = false;
      answer(op.path, op.input).then(
        (data) => {
          if (isGone) return;
          observer.next({ result: { type: 'data', data } });
          observer.complete();
        },
        (error: unknown) => {
          if (!isGone) observer.error(clientErrorOf(error, op.path));
        },
      );
      return () => {
        isGone = true;
      };
    });

  made += 1;
  return {
    key: `fake-${made}`,
    trpc: createTRPCClient<AppRouter>({ links: [link] }),
    uploads: createFakeUploads(library, options.uploads),
    events: { subscribe: (onEvent) => listen(library, onEvent) },
    connectivity: {
      isOnline: () => !switches.isOffline,
      subscribe: (onChange) => {
        onlineListeners.add(onChange);
        return () => onlineListeners.delete(onChange);
      },
    },
    control: {
      calls,
      files: () => [...library.files.values()],
      setFail: (fail) => {
        switches.fail = fail;
      },
      setHang: (hang) => {
        switches.hang = hang;
      },
      setOffline,
      emit: ({ type, ids }) => library.emit(type, ids),
      put: (file) => void library.files.set(file.id, file),
      setUses: (mediaId, uses) => void library.uses.set(mediaId, uses),
    },
  };
}

function filesOf({ files, isEmpty }: FakeOptions): readonly MediaFile[] {
  if (isEmpty) return [];
  if (typeof files === 'number') return makeMediaFiles(files);
  return files ?? sampleFiles;
}

function listen(library: FakeLibrary, onEvent: (event: LibraryEvent) => void): () => void {
  library.listeners.add(onEvent);
  return () => library.listeners.delete(onEvent);
}

/** Checks the input, calls, checks the output: as the server does in development. */
async function callProcedure(procedures: FakeProcedures, path: string, input: unknown): Promise<unknown> {
  const definition = at(contract, path) as { input: z.ZodType; output: z.ZodType } | undefined;
  const handler = at(procedures, path) as ((input: unknown) => unknown) | undefined;
  if (!definition || !handler) throw new FakeError('not-found', `There is no procedure ${path}.`);
  const checked = definition.input.safeParse(input);
  if (!checked.success) throw new FakeError('input.invalid', z.prettifyError(checked.error));
  return definition.output.parse(await handler(checked.data));
}

function at(tree: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], tree);
}

/** The error as a real client would throw it after reading the server's answer. */
function clientErrorOf(error: unknown, path: string): TRPCClientError<AppRouter> {
  if (!(error instanceof FakeError))
    return TRPCClientError.from(error instanceof Error ? error : new Error(String(error)));
  return TRPCClientError.from({
    error: {
      message: error.message,
      code: -32603,
      data: {
        code: 'INTERNAL_SERVER_ERROR',
        httpStatus: errorCodes[error.code].status,
        path,
        vitrine: { code: error.code, message: error.message, details: error.details, requestId: 'fake' },
      },
    },
  });
}
