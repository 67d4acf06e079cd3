import type { Database } from '../db/open-database.ts';

export interface NearWord {
  word: string;
  files: number;
}

export interface WordNeighbours {
  /** In how many files the word itself stands, or one that begins with it. */
  files: number;
  near: NearWord[];
}

const MAX_NEAR = 8;

/** What is asked about each word: its letters, and whether more may follow. */
export interface AskedWord {
  word: string;
  isPrefix: boolean;
}

const TEXT = `select asked.word,
    coalesce(case when asked.is_prefix then
      (select sum(files) from (select files from lexeme
        where namespace_id = $1 and word >= f.word and word < f.word || U&'\\+10FFFF' limit 1000) alike)
    else (select files from lexeme where namespace_id = $1 and word = f.word) end, 0)::integer as files,
    coalesce((select json_agg(json_build_object('word', n.word, 'files', n.files)) from (
      select l.word, l.files from lexeme l
      where l.namespace_id = $1 and l.files > 0 and l.word % f.word
      order by public.similarity(l.word, f.word) desc, l.files desc limit ${MAX_NEAR}) n), '[]') as near
  from unnest($2::text[], $3::boolean[]) as asked (word, is_prefix)
  cross join lateral (select lower(public.unaccent('public.unaccent', asked.word)) collate "C" as word) f`;

/** How common words are, and the words of the namespace that are written nearly like them, the likest first. */
export async function findNearWords(
  db: Database,
  namespaceId: string,
  asked: readonly AskedWord[],
): Promise<ReadonlyMap<string, WordNeighbours>> {
  if (asked.length === 0) return new Map();
  const { rows } = await db.pool.query<{ word: string; files: number; near: NearWord[] }>({
    name: 'near-words',
    text: TEXT,
    values: [namespaceId, asked.map(({ word }) => word), asked.map(({ isPrefix }) => isPrefix)],
  });
  return new Map(rows.map(({ word, files, near }) => [word, { files, near }]));
}
