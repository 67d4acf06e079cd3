import type { AccessLevel, ThumbnailPreset } from '@vitrine/schema';
import { type ObjectKey, parseObjectKey } from '../../storage/object-keys.ts';
import type { Services } from '../scope.ts';

/** An object that can be sent as it lies. */
export interface DeliverableObject {
  key: ObjectKey;
  mimeType: string;
  sizeBytes: number;
  /** Changes with the bytes; without quotes. */
  tag: string;
}

/** All that a request for a file or its thumbnails has to know. */
export interface Deliverable {
  mediaId: string;
  /** The number of the version that was asked for, or of the current one. */
  version: number;
  accessLevel: AccessLevel;
  /** As uploaded, for saving. */
  filename: string;
  original: DeliverableObject;
  presets: Partial<Record<ThumbnailPreset, DeliverableObject>>;
}

export interface DeliveryLookup {
  /** Null where there is nothing to be served: no such file, no such version, or it lies in the trash. */
  find(target: { mediaId: string; version: number | null }): Promise<Deliverable | null>;
  close(): void;
}

/** Deletion and a change of level must count within a second, also where their event was lost. */
const freshMs = 500;
const maxEntries = 10_000;

interface Row {
  version: number;
  access_level: AccessLevel;
  original_filename: string;
  storage_key: string;
  mime_type: string;
  size_bytes: string;
  sha256: string;
  presets: { preset: ThumbnailPreset; key: string; type: string; size: number }[] | null;
}

/** A file in the trash that content still uses by force keeps serving that content. */
const statement = {
  name: 'find-deliverable',
  text: `
    select v.number as version, m.access_level, m.original_filename, b.storage_key, b.mime_type, b.size_bytes, b.sha256,
      (select json_agg(json_build_object('preset', r.preset, 'key', r.storage_key, 'type', r.mime_type,
                                         'size', r.size_bytes))
       from rendition r
       where r.namespace_id = v.namespace_id and r.blob_id = v.blob_id and r.preset is not null) as presets
    from media m
    join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id
      and case when $2::int is null then v.id = m.current_version_id else v.number = $2::int end
    join blob b on b.namespace_id = v.namespace_id and b.id = v.blob_id and b.state = 'active'
    where m.id = $1::uuid and m.purge_started_at is null
      and (m.deleted_at is null or exists (
        select from reference f
        where f.namespace_id = m.namespace_id and f.media_id = m.id and f.needs_live is null))`,
};

/**
 * Looks up what is to be sent, remembering each answer for half a second: a page of 48 pictures asks for some of
 * them many times over, and what this process changes itself is forgotten at once.
 */
export function createDeliveryLookup(services: Services): DeliveryLookup {
  const known = new Map<string, { at: number; found: Promise<Deliverable | null> }>();

  async function load(mediaId: string, version: number | null): Promise<Deliverable | null> {
    const { rows } = await services.db.pool.query<Row>({ ...statement, values: [mediaId, version] });
    return rows[0] ? present(mediaId, rows[0]) : null;
  }

  const stopListening = services.events.subscribe(({ ids }) => {
    const changed = new Set<string>(ids);
    for (const name of known.keys()) if (changed.has(name.slice(0, 36))) known.delete(name);
  });

  return {
    find({ mediaId, version }) {
      const name = `${mediaId}@${version ?? ''}`;
      const at = performance.now();
      const entry = known.get(name);
      if (entry && at - entry.at < freshMs) return entry.found;
      known.delete(name);
      const found = load(mediaId, version);
      found.catch(() => known.delete(name));
      known.set(name, { at, found });
      if (known.size > maxEntries) for (const oldest of known.keys()) if (known.delete(oldest)) break;
      return found;
    },
    close: stopListening,
  };
}

function present(mediaId: string, row: Row): Deliverable {
  const presets: Deliverable['presets'] = {};
  for (const rendition of row.presets ?? []) {
    presets[rendition.preset] = {
      key: parseObjectKey(rendition.key),
      mimeType: rendition.type,
      sizeBytes: rendition.size,
      tag: rendition.key.slice(-36),
    };
  }
  return {
    mediaId,
    version: row.version,
    accessLevel: row.access_level,
    filename: row.original_filename,
    original: {
      key: parseObjectKey(row.storage_key),
      mimeType: row.mime_type,
      sizeBytes: Number(row.size_bytes),
      tag: row.sha256,
    },
    presets,
  };
}
