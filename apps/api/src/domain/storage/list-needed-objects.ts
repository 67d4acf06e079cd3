import type { Database } from '../../db/open-database.ts';
import { type ObjectKey, parseObjectKey } from '../../storage/object-keys.ts';

const batchSize = 5000;

/** The keys of all objects that a row can't do without, in batches: living originals and their renditions. */
export async function* listNeededObjects({ pool }: Pick<Database, 'pool'>): AsyncGenerator<ObjectKey[]> {
  for (let after = ''; ; ) {
    const { rows } = await pool.query<{ key: string }>(
      `(select storage_key as key from blob where state = 'active' and storage_key > $1 order by 1 limit $2)
       union all
       (select storage_key from rendition where storage_key > $1 order by 1 limit $2)
       order by 1 limit $2`,
      [after, batchSize],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.key;
    yield rows.map(({ key }) => parseObjectKey(key));
  }
}
