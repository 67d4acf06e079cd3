import type { AccessLevel, FocalPoint, ThumbnailPreset } from '@vitrine/schema';
import { type ObjectKey, parseObjectKey } from '../../storage/object-keys.ts';
import type { Services } from '../scope.ts';

/** An object that can be sent as it lies. */
export interface DeliverableObject {
  key: ObjectKey;
  mimeType: string;
  sizeBytes: number;
  /** Changes with the bytes; without quotes. */
  tag: string;
  modifiedAt: Date;
}

/** All that a request for a file or its thumbnails has to know. */
export interface Deliverable {
  mediaId: string;
  namespaceId: string;
  blobId: string;
  /** The number of the version that was asked for, or of the current one. */
  version: number;
  accessLevel: AccessLevel;
  /** Anyone may have it without a grant: its level is public, and it is approved. */
  isOpenToAll: boolean;
  /** As uploaded, for saving. */
  filename: string;
  /** Of the original; of all its transforms by default. */
  hasAlpha: boolean;
  focalPoint: FocalPoint;
  /** Before rights begin and where they end, nothing is delivered. */
  rightsStart: Date | null;
  rightsEnd: Date | null;
  original: DeliverableObject;
  presets: Partial<Record<ThumbnailPreset, DeliverableObject>>;
}

export interface DeliveryTarget {
  mediaId: string;
  /** Null for the current one. */
  version: number | null;
}

export interface DeliveryLookup {
  /** Null where there is nothing to be served: no such file, no such version, or it lies in the trash. */
  find(target: DeliveryTarget): Promise<Deliverable | null>;
  /** What is known to hold now without asking the database; undefined where it has to be asked. */
  peek(target: DeliveryTarget): Deliverable | undefined;
  /** For an answer that proved wrong: other files may share thumbnails with this one, and hear of no change. */
  forget(target: DeliveryTarget): void;
  close(): void;
}

/** Deletion and a change of level must count within a second, also while events are not heard. */
const freshMs = 500;
const defaultMaxEntries = 10_000;

interface Row {
  media_id: string;
  namespace_id: string;
  blob_id: string;
  version: number;
  is_trashed: boolean;
  has_alpha: boolean;
  focal_x: number;
  focal_y: number;
  rights_start: Date | null;
  rights_end: Date | null;
  review_status: string;
  modified_at: Date;
  access_level: AccessLevel;
  original_filename: string;
  storage_key: string;
  mime_type: string;
  size_bytes: string;
  sha256: string;
  presets: { preset: ThumbnailPreset; key: string; type: string; size: number; at: string }[] | null;
}

/**
 * A file in the trash that content still uses by force keeps serving that content. Without a version a file that was
 * replaced everywhere is the one in its place. What shows the current version has changed when the file did: the bytes
 * that replaced others may be older than those.
 */
const statement = {
  name: 'find-deliverable',
  text: `
    select m.id as media_id, m.namespace_id, b.id as blob_id, v.number as version, m.access_level, m.original_filename,
      m.deleted_at is not null as is_trashed, v.has_alpha, m.focal_x, m.focal_y,
      m.rights_start, m.rights_end, m.review_status,
      b.storage_key, b.mime_type, b.size_bytes, b.sha256,
      case when $2::int is null then greatest(b.created_at, m.updated_at) else b.created_at end as modified_at,
      (select json_agg(json_build_object('preset', r.preset, 'key', r.storage_key, 'type', r.mime_type,
                                         'size', r.size_bytes, 'at', r.updated_at))
       from rendition r
       where r.namespace_id = v.namespace_id and r.blob_id = v.blob_id and r.preset is not null) as presets
    from (select case when $2::int is null then s.shown_id else s.media_id end as id
          from shown_in_place_of(array[$1::uuid]) s) wanted
    join media m on m.id = wanted.id
    join namespace n on n.id = m.namespace_id and n.archived_at is null
    join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id
      and case when $2::int is null then v.id = m.current_version_id else v.number = $2::int end
      and v.needs_active_blob
    join blob b on b.namespace_id = v.namespace_id and b.id = v.blob_id and b.state = 'active'
    where m.purge_started_at is null
      and (m.deleted_at is null or exists (
        select from reference f
        where f.namespace_id = m.namespace_id and f.media_id = m.id and f.needs_live is null))`,
};

interface Entry {
  /** Milliseconds of `performance.now()` when the database was asked. */
  at: number;
  /** Of the event hub when the database was asked: as long as it is the same, a change would have been heard. */
  generation: number | null;
  found: Promise<Deliverable | null>;
  /** Of `found`, once it is there and may be kept for longer than a moment. */
  settled: Deliverable | undefined;
  /** There is nothing, and nothing will be without an event: known as long as what is there, so that it is told as fast. */
  isMissing: boolean;
}

/**
 * Looks up what is to be sent and remembers it until an event says that the file changed. While it is not proven that
 * events are heard, each answer holds for half a second. So does that of a file in the trash: which of them may still
 * be sent depends on content, of which this hears nothing.
 */
export function createDeliveryLookup(
  services: Services,
  { maxEntries = defaultMaxEntries }: { maxEntries?: number } = {},
): DeliveryLookup {
  const { events } = services;
  /** What there is; the one that was asked for longest ago makes room. */
  const known = new Map<string, Entry>();
  /** Questions under way and answers for a moment, apart: whoever guesses at ids must not push out what there is. */
  const brief = new Map<string, Entry>();
  const keep = (entries: Map<string, Entry>, name: string, entry: Entry) => {
    entries.delete(name);
    entries.set(name, entry);
    if (entries.size > maxEntries) for (const oldest of entries.keys()) if (entries.delete(oldest)) break;
  };
  const forget = (name: string) => {
    known.delete(name);
    brief.delete(name);
  };
  const recall = (name: string): Entry | undefined => {
    const entry = known.get(name);
    if (entry) keep(known, name, entry);
    return entry ?? brief.get(name);
  };

  const isGood = (entry: Entry): boolean =>
    performance.now() - entry.at < freshMs ||
    ((entry.settled !== undefined || entry.isMissing) &&
      entry.generation !== null &&
      entry.generation === events.liveGeneration());

  function inTime(found: Deliverable | null): Deliverable | null {
    if (!found?.rightsStart && !found?.rightsEnd) return found;
    const now = services.now();
    if (found.rightsStart && found.rightsStart > now) return null;
    return found.rightsEnd && found.rightsEnd <= now ? null : found;
  }

  function load({ mediaId, version }: DeliveryTarget, name: string): Promise<Deliverable | null> {
    const at = performance.now();
    const generation = events.liveGeneration();
    const asking = services.db.pool.query<Row>({ ...statement, values: [mediaId, version] });
    const found = asking.then(({ rows: [row] }) => {
      // Nothing is guessed at as fast as what there is, and pushes out nothing but other guesses.
      if (!row) {
        entry.isMissing = true;
        return null;
      }
      const deliverable = present(row);
      // Not where a change was heard of meanwhile. What happens to the file in its place is told of that one's id.
      if (!row.is_trashed && row.media_id === mediaId && brief.get(name) === entry) {
        entry.settled = deliverable;
        brief.delete(name);
        keep(known, name, entry);
      }
      return deliverable;
    });
    const entry: Entry = { at, generation, found, settled: undefined, isMissing: false };
    keep(brief, name, entry);
    found.catch(() => brief.delete(name));
    return found;
  }

  const stopListening = events.subscribe(({ type, namespaceId, ids }) => {
    if (type === 'namespace.changed') {
      for (const entries of [known, brief])
        for (const [name, { settled }] of entries)
          if (!settled || settled.namespaceId === namespaceId) entries.delete(name);
      return;
    }
    const changed = new Set<string>(ids);
    for (const entries of [known, brief])
      for (const name of entries.keys()) if (changed.has(name.slice(0, 36))) entries.delete(name);
  });

  const nameOf = ({ mediaId, version }: DeliveryTarget) => `${mediaId}@${version ?? ''}`;
  return {
    async find(target) {
      const name = nameOf(target);
      const entry = recall(name);
      if (entry && isGood(entry)) return inTime(await entry.found);
      forget(name);
      return inTime(await load(target, name));
    },
    peek(target) {
      const entry = recall(nameOf(target));
      return entry?.settled && isGood(entry) ? (inTime(entry.settled) ?? undefined) : undefined;
    },
    forget: (target) => forget(nameOf(target)),
    close: stopListening,
  };
}

function present(row: Row): Deliverable {
  const presets: Deliverable['presets'] = {};
  for (const rendition of row.presets ?? []) {
    presets[rendition.preset] = {
      key: parseObjectKey(rendition.key),
      mimeType: rendition.type,
      sizeBytes: rendition.size,
      tag: rendition.key.slice(-36),
      modifiedAt: new Date(rendition.at),
    };
  }
  return {
    mediaId: row.media_id,
    namespaceId: row.namespace_id,
    blobId: row.blob_id,
    version: row.version,
    accessLevel: row.access_level,
    isOpenToAll: row.access_level === 'public' && row.review_status === 'approved',
    filename: row.original_filename,
    hasAlpha: row.has_alpha,
    focalPoint: { x: row.focal_x, y: row.focal_y },
    rightsStart: row.rights_start,
    rightsEnd: row.rights_end,
    original: {
      key: parseObjectKey(row.storage_key),
      mimeType: row.mime_type,
      sizeBytes: Number(row.size_bytes),
      tag: row.sha256,
      modifiedAt: row.modified_at,
    },
    presets,
  };
}
