import { createHash } from 'node:crypto';
import type { Stage } from './command.ts';
import { contents, type Site, type World } from './world.ts';

/** All of a site in one snapshot, in the form of the model; sizes and counts are for the invariants. */
const site = `
  select json_build_object(
    'quotaBytes', (select quota_bytes from namespace where id = $1),
    'files', (select coalesce(json_object_agg(m.id, json_build_object(
        'id', m.id, 'createdAt', m.created_at, 'temporaryUntil', m.temporary_until, 'purgeAfter', m.purge_after,
        'state', case m.state when 'purging' then 'purged' else m.state end,
        'versions', (select json_agg(json_build_object('content', b.sha256, 'hasBytes', v.needs_active_blob is true)
            order by v.number)
          from media_version v join blob b on b.id = v.blob_id where v.media_id = m.id),
        'review', m.review_status, 'reviewExpiresAt', m.review_expires_at, 'replacedBy', m.replaced_by)), '{}')
      from media m where m.namespace_id = $1),
    'pages', (select coalesce(json_object_agg(c.external_id || '/' || c.state, (
        select coalesce(json_agg(json_build_object('fileId', r.media_id, 'field', r.field_path,
          'isHeld', r.needs_live is true, 'pin', r.version_pin, 'isPinHeld', r.needs_version is true)), '[]')
        from reference r where r.content_item_id = c.id)), '{}')
      from content_item c where c.namespace_id = $1),
    'snapshots', (select coalesce(json_object_agg(s.external_id || '/' || s.state || '#' || s.name, (
        select coalesce(json_agg(json_build_object('fileId', i.media_id, 'field', i.field_path,
          'shownId', i.shown_media_id, 'version', i.version, 'isHeld', i.needs_version is true)), '[]')
        from snapshot_item i where i.snapshot_id = s.id)), '{}')
      from snapshot s where s.namespace_id = $1),
    'uploads', (select coalesce(json_object_agg(u.id, json_build_object(
        'state', case u.state when 'finishing' then 'open' else u.state end, 'wasBegun', u.door <> 'multipart',
        'isTemporary', coalesce(u.fields ->> 'temporary' = 'true', false), 'expiresAt', u.expires_at,
        'fileId', u.media_id, 'duplicateOf', u.duplicate_of)), '{}')
      from upload u where u.namespace_id = $1 and u.state <> 'failed')) as site`;

type Observed = Omit<Site, 'uploads'> & { uploads: Record<string, Omit<Site['uploads'][string], 'content'>> };

const contentOf = new Map<string, string>(
  contents.map((text) => [createHash('sha256').update(text).digest('hex'), text]),
);

/** What is there now, by the clock of the run. */
export async function observe({ services, inspector, sites, beganAt }: Stage): Promise<World> {
  const at = (time: unknown) => (typeof time === 'string' ? Date.parse(time) - beganAt : null);
  const observed = await Promise.all(
    sites.map(async ({ namespace }) => {
      const { rows } = await inspector.query<{ site: Observed }>({
        name: 'observe-site',
        text: site,
        values: [namespace.id],
      });
      const [row] = rows;
      if (!row) throw new Error('The site was not there.');
      return row.site;
    }),
  );
  return {
    now: services.now().getTime() - beganAt,
    sites: observed.map((each) => ({
      ...each,
      files: mapRecord(each.files, (file) => ({
        id: file.id,
        createdAt: at(file.createdAt) ?? 0,
        state: file.state,
        versions: file.versions.map(({ content, hasBytes }) => ({
          content: contentOf.get(content) ?? content,
          hasBytes,
        })),
        temporaryUntil: at(file.temporaryUntil),
        purgeAfter: at(file.purgeAfter),
        review: file.review,
        reviewExpiresAt: at(file.reviewExpiresAt),
        replacedBy: file.replacedBy,
      })),
      uploads: mapRecord(each.uploads, ({ expiresAt, ...upload }) => ({
        ...upload,
        expiresAt: at(expiresAt),
        content: '',
      })),
    })),
  };
}

const mapRecord = <From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
