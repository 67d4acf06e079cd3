import type {
  Collection,
  ErrorCode,
  LibraryEvent,
  MediaFile,
  MediaId,
  MediaUse,
  MediaVersion,
  Role,
  SavedSearch,
  Tag,
  TaskId,
  Upload,
  UploadId,
} from '@vitrine/schema';
import type { FakeTask } from './fake-tasks.ts';
import { testId } from './make-media-file.ts';

/** All that the fake client knows: what the database is to the server. */
export interface FakeLibrary {
  files: Map<MediaId, MediaFile>;
  collections: Collection[];
  tags: Tag[];
  savedSearches: SavedSearch[];
  /** The files of a collection that were put in an order, by its id. */
  order: Map<string, MediaId[]>;
  /** How many it counts exactly. */
  countsUpTo: number;
  uses: Map<MediaId, MediaUse[]>;
  /** Newest first; a file without any has the one that it shows. */
  versions: Map<MediaId, MediaVersion[]>;
  uploads: Map<UploadId, Upload>;
  /** Oldest first. */
  tasks: Map<TaskId, FakeTask>;
  /** How far long work gets, 0..1: it stands still there. */
  workStopsAt: number;
  role: Role;
  listeners: Set<(event: LibraryEvent) => void>;
  nextId(): string;
  emit(type: LibraryEvent['type'], ids: readonly string[]): void;
}

export class FakeError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;
  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const FIRST_NEW_ID = 900_000;

export function createFakeLibrary(start: {
  files: readonly MediaFile[];
  collections: readonly Collection[];
  tags: readonly Tag[];
  uses?: Readonly<Record<string, MediaUse[]>>;
  role: Role;
  savedSearches?: readonly SavedSearch[] | undefined;
  countsUpTo?: number | undefined;
  workStopsAt?: number | undefined;
}): FakeLibrary {
  let made = FIRST_NEW_ID;
  const listeners = new Set<(event: LibraryEvent) => void>();
  return {
    files: new Map(start.files.map((file) => [file.id, file])),
    collections: [...start.collections],
    tags: [...start.tags],
    savedSearches: [...(start.savedSearches ?? [])],
    order: new Map(),
    countsUpTo: start.countsUpTo ?? 10_000,
    uses: new Map(Object.entries(start.uses ?? {}) as [MediaId, MediaUse[]][]),
    versions: new Map(),
    uploads: new Map(),
    tasks: new Map(),
    workStopsAt: start.workStopsAt ?? 1,
    role: start.role,
    listeners,
    nextId: () => {
      made += 1;
      return testId(9, made);
    },
    emit: (type, ids) => {
      for (const listener of listeners) listener({ type, ids: [...ids], at: new Date().toISOString() });
    },
  };
}

/** @throws FakeError `not-found` */
export function fileOf(library: FakeLibrary, id: MediaId): MediaFile {
  const file = library.files.get(id);
  if (!file) throw new FakeError('not-found', 'There is no such file, or it was deleted.');
  return file;
}

/** Changes a file as the server does: a new revision, a new date, an event. */
export function changeFile(library: FakeLibrary, id: MediaId, change: Partial<MediaFile>): MediaFile {
  const before = fileOf(library, id);
  const file = { ...before, ...change, revision: before.revision + 1, updatedAt: new Date().toISOString() };
  library.files.set(id, file);
  return file;
}
