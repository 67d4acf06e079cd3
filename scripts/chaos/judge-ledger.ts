import type pg from 'pg';
import { type ChaosClient, complain } from './chaos-client.ts';
import { allows, type Fact, type Life, type OwnFile, stoodForBy, usersOf } from './ledger.ts';

interface MediaRow {
  id: string;
  title: string;
  state: string;
  caption: string;
  review_status: string;
  replaced_by: string | null;
  versions: string[];
  tags: string[];
  collections: string[];
}

const allMedia = `
  select m.id, m.title, m.state, m.caption, m.review_status, m.replaced_by,
    array(select b.sha256 from media_version v join blob b on b.id = v.blob_id
          where v.media_id = m.id order by v.number) as versions,
    array(select t.name from media_tag x join tag t on t.id = x.tag_id where x.media_id = m.id order by 1) as tags,
    array(select i.collection_id::text from collection_item i where i.media_id = m.id order by 1) as collections
  from media m`;

const allUses = `
  select c.external_id as id, r.media_id || ' ' || r.field_path as use from reference r
  join content_item c on c.id = r.content_item_id`;

/**
 * Holds the rows against what the clients were told: everything acknowledged is there, and nothing that nobody asked for.
 * @param options.isLater the trash has been emptied since.
 */
export async function judgeLedgers(
  db: Pick<pg.ClientBase, 'query'>,
  clients: readonly ChaosClient[],
  { isLater }: { isLater: boolean },
): Promise<void> {
  const { rows } = await db.query<MediaRow>(allMedia);
  const media = new Map(rows.map((row) => [row.id, row]));
  const titles = Map.groupBy(rows, ({ title }) => title);
  const { rows: uses } = await db.query<{ id: string; use: string }>(allUses);
  const usesOf = Map.groupBy(uses, ({ id }) => id);
  for (const client of clients) {
    for (const file of client.ledger.files.values()) judgeFile(client, file, media.get(file.id), isLater);
    judgeUploads(client, media, titles);
    for (const [page, fact] of client.ledger.contents) {
      const found = (usesOf.get(page) ?? []).map(({ use }) => use).sort();
      if (!allows(fact, found)) complain(client, `${page} uses ${say(found)}, not ${say(fact)}`);
    }
    if (!isLater) await judgeTasks(db, client, media);
  }
}

const say = (value: unknown) => JSON.stringify(value);

function judgeFile(client: ChaosClient, file: OwnFile, row: MediaRow | undefined, isLater: boolean): void {
  if (!row) {
    complain(client, `${file.id} (${file.title}) has no row`);
    return;
  }
  const life = (row.state === 'purging' ? 'purged' : row.state) as Life;
  const isEmptied = isLater && life === 'purged' && allows<Life>(file.life, 'trashed');
  if (isEmptied && usersOf(client.ledger, file.id, 'surely').length > 0)
    complain(client, `${file.id} was purged by the clock though content uses it`);
  if (!isEmptied && !allows(file.life, life))
    complain(client, `${file.id} is ${life}, not ${say(file.life)}`);
  if (life === 'live' && stoodForBy(client.ledger, file.id).length === 0 && file.life.length === 0)
    complain(client, `${file.id} can not be`);
  if (!allows(file.versions, row.versions))
    complain(client, `${file.id} has versions ${say(row.versions)}, not ${say(file.versions)}`);
  if (life === 'purged') return;
  const lasting = row.tags.filter((tag) => !tag.startsWith('task-'));
  const told: [string, unknown, Fact<unknown>][] = [
    ['caption', row.caption, file.caption],
    ['tags', lasting, file.tags],
    ['collections', row.collections, file.collections],
    ['review', row.review_status, file.review],
    ['replacedBy', row.replaced_by, standInsOf(client, file, isLater)],
  ];
  for (const [what, found, fact] of told)
    if (!allows(fact, found)) complain(client, `${file.id} has ${what} ${say(found)}, not ${say(fact)}`);
}

/** What is purged stands in for nothing any more: by a client, or by the clock. */
function standInsOf({ ledger }: ChaosClient, { standIn }: OwnFile, isLater: boolean): Fact<string | null> {
  const mayBeGone = (id: string | null) => {
    const life = (id !== null && ledger.files.get(id)?.life) || [];
    return allows<Life>(life, 'purged') || (isLater && allows<Life>(life, 'trashed'));
  };
  return standIn.some(mayBeGone) ? [...standIn, null] : standIn;
}

/** One file for an upload that was acknowledged, however often it was sent; at most one for any other. */
function judgeUploads(
  client: ChaosClient,
  media: ReadonlyMap<string, MediaRow>,
  titles: ReadonlyMap<string, MediaRow[]>,
): void {
  for (const { title, mediaId, isAcknowledged, isDuplicate } of client.ledger.uploads) {
    const named = titles.get(title)?.length ?? 0;
    const row = mediaId === null ? undefined : media.get(mediaId);
    // What is purged has no name any more.
    const isNameless = row !== undefined && row.title !== title;
    const wanted = isAcknowledged && !isDuplicate && !isNameless ? 1 : 0;
    if (isAcknowledged && !row) complain(client, `${title} was acknowledged and is not there`);
    if (named > 1 || named < wanted) complain(client, `${title} has ${named} files`);
  }
}

async function judgeTasks(
  db: Pick<pg.ClientBase, 'query'>,
  client: ChaosClient,
  media: ReadonlyMap<string, MediaRow>,
): Promise<void> {
  for (const task of client.ledger.tasks) {
    const { rows } = await db.query<{
      state: string;
      media_id: string;
      outcome: string;
      code: string | null;
    }>(
      `select t.state, i.media_id, i.outcome, i.code from task t join task_item i on i.task_id = t.id
       where t.id = $1 and i.media_id = any ($2)`,
      [task.id, task.mediaIds],
    );
    if (rows.length < task.mediaIds.length)
      complain(client, `of task ${task.id} ${rows.length} files are left`);
    for (const { state, media_id: id, outcome, code } of rows) {
      const row = media.get(id);
      const what = `task ${task.id} (${task.kind}) is ${state}, ${outcome} ${code ?? ''} for ${id}, which is ${row?.state}`;
      if (state !== 'done' || outcome === 'pending') complain(client, what);
      if (outcome !== 'done' || !row) continue;
      const isRight =
        task.tag !== null
          ? row.state.startsWith('purg') || row.tags.includes(task.tag)
          : row.state !== 'live';
      if (!isRight) complain(client, `${what}: nothing of it is to be seen`);
    }
  }
}
