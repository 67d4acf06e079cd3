/** What the library should hold, as plain data: small enough to be copied for each order in which things may have been done. */
export interface World {
  /** Milliseconds since the run began, by the clock of the run. */
  now: number;
  sites: Site[];
}

export interface Site {
  quotaBytes: number | null;
  files: Record<string, FileState>;
  /** Uses by content, `<page>/<state>`. Content that uses nothing is there as well, once it was synced. */
  pages: Record<string, Use[]>;
  /** By `<page>/<state>#<name>`. */
  snapshots: Record<string, SnapshotItem[]>;
  uploads: Record<string, UploadState>;
}

export interface FileState {
  id: string;
  createdAt: number;
  /** What is being purged counts as purged: nobody can tell the two apart but by its bytes. */
  state: 'live' | 'trashed' | 'purged';
  /** From the first. */
  versions: { content: string; hasBytes: boolean }[];
  temporaryUntil: number | null;
  purgeAfter: number | null;
  review: 'approved' | 'rejected';
  reviewExpiresAt: number | null;
  replacedBy: string | null;
}

export interface Use {
  fileId: string;
  field: string;
  /** False once it was overruled. */
  isHeld: boolean;
  pin: number | null;
  /** Whether the version that it pins is kept for it. */
  isPinHeld: boolean;
}

export interface SnapshotItem {
  fileId: string;
  field: string;
  shownId: string;
  version: number;
  isHeld: boolean;
}

export interface UploadState {
  state: 'open' | 'done' | 'expired';
  /** Announced before its bytes came, and so known by its id. */
  wasBegun: boolean;
  content: string;
  isTemporary: boolean;
  expiresAt: number | null;
  fileId: string | null;
  duplicateOf: string | null;
}

export const DAY_MS = 24 * 60 * 60 * 1000;

export const newSite = (): Site => ({ quotaBytes: null, files: {}, pages: {}, snapshots: {}, uploads: {} });

export const sizeOf = (content: string): number => new TextEncoder().encode(content).byteLength;

/** What the blobs of a site are: each content once, as long as a version needs it. */
export function contentsOf({ files }: Site): Set<string> {
  const versions = Object.values(files).flatMap((file) => file.versions);
  return new Set(versions.filter(({ hasBytes }) => hasBytes).map(({ content }) => content));
}

const sum = (contents: Iterable<string>) =>
  [...contents].reduce((total, content) => total + sizeOf(content), 0);

function ledgerOf(site: Site): { used: number; reserved: number } {
  const open = Object.values(site.uploads).filter(({ state }) => state === 'open');
  return { used: sum(contentsOf(site)), reserved: sum(open.map(({ content }) => content)) };
}

/** Whether so many bytes more may be used or held. */
export function hasRoom(site: Site, bytes: number): boolean {
  const { used, reserved } = ledgerOf(site);
  return site.quotaBytes === null || used + reserved + bytes <= site.quotaBytes;
}

export const shownContent = (file: FileState): string | undefined => file.versions.at(-1)?.content;

export const byAge = (a: FileState, b: FileState): number =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

export const usesOf = (site: Site, fileId: string): Use[] =>
  Object.values(site.pages)
    .flat()
    .filter((use) => use.fileId === fileId);

/** The file, unless it is not there or purged: nobody finds those. */
export function findFile(site: Site, id: string): FileState | undefined {
  const file = site.files[id];
  return file?.state === 'purged' ? undefined : file;
}

/** The same text for the same world, whatever order it was built in. */
export function canonical(world: World): string {
  const sites = world.sites.map(({ files, pages, snapshots, uploads, ...site }) => ({
    ...site,
    files: sorted(files),
    pages: sorted(mapValues(pages, (uses) => uses.toSorted(byPlace))),
    snapshots: sorted(mapValues(snapshots, (items) => items.toSorted(byPlace))),
    // What they brought shows in the files that they made.
    uploads: sorted(mapValues(uploads, ({ content: _, ...upload }) => upload)),
  }));
  return JSON.stringify(sites, sortKeys, 1);
}

const sortKeys = (_key: string, value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const byPlace = (a: { fileId: string; field: string }, b: { fileId: string; field: string }) =>
  `${a.field} ${a.fileId}` < `${b.field} ${b.fileId}` ? -1 : 1;

const sorted = <Value>(record: Record<string, Value>): [string, Value][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const mapValues = <From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

/** Few, so that they meet; of different sizes, so that none can stand for another in the ledger. */
export const contents = ['# one\n', '# two, longer\n', '# three, longest of all\n'] as const;
