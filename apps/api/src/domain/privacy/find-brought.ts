import type { Scope } from '../scope.ts';

/** Bytes that a person brought. */
export interface Brought {
  media_id: string;
  number: number;
  original_filename: string;
  note: string;
  created_at: Date;
  mime_type: string;
  size_bytes: string;
  storage_key: string;
  /** Purged ones have no bytes any more. */
  is_kept: boolean;
}

/**
 * The versions that a person made out of bytes of their own, in the order of the files: not those that they restored,
 * or took from another file, out of what somebody else had brought.
 */
export async function findBrought(scope: Scope, userId: string): Promise<Brought[]> {
  const { rows } = await scope.db.pool.query<Brought>(
    `select v.media_id, v.number, v.original_filename, v.note, v.created_at, b.mime_type, b.size_bytes, b.storage_key,
       v.needs_active_blob is not null and b.state = 'active' as is_kept
     from media_version v
     join media m on m.namespace_id = v.namespace_id and m.id = v.media_id
     join blob b on b.namespace_id = v.namespace_id and b.id = v.blob_id
     where v.namespace_id = $1 and m.purge_started_at is null
       and (v.created_by = $2 or (v.created_by is null and v.number = 1 and m.uploaded_by = $2))
       and (v.number = 1 or not exists (
         select from media_version o
         where o.namespace_id = v.namespace_id and o.blob_id = v.blob_id and o.id < v.id
           and o.created_by is distinct from v.created_by))
     order by v.media_id, v.number`,
    [scope.namespace.id, userId],
  );
  return rows;
}
