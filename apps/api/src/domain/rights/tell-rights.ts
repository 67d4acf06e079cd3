import { type Transaction, transaction } from '../../db/transaction.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { recordChange } from '../record-change.ts';
import { type Scope, type Services, systemScope } from '../scope.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const batchSize = 500;

/** The most that a namespace may be warned ahead. */
const maxWarningDays = 365;

/**
 * Tells hosts, once each, of files whose rights end within the days of their namespace and of those whose rights have
 * ended. Serving and offering need no telling: they look at the time.
 * @returns how many files.
 */
export async function tellRights(
  services: Services,
  requestId: string,
  signal: AbortSignal,
): Promise<number> {
  const horizon = new Date(services.now().getTime() + maxWarningDays * DAY_MS);
  const { rows } = await services.db.pool.query<{ namespace_id: string }>(
    `select distinct m.namespace_id from media m
     join namespace n on n.id = m.namespace_id and n.archived_at is null
     where m.rights_end <= $1 and m.rights_told is distinct from 'ended' and m.deleted_at is null`,
    [horizon],
  );
  let told = 0;
  for (const { namespace_id } of rows) {
    const scope = systemScope(services, await loadNamespace(services, namespace_id), requestId);
    const now = scope.now();
    const warned = new Date(now.getTime() + scope.namespace.settings.rightsWarningDays * DAY_MS);
    told += await tellAll(scope, { what: 'ended', before: now, signal });
    told += await tellAll(scope, { what: 'ending', before: warned, signal });
  }
  return told;
}

interface Telling {
  what: 'ending' | 'ended';
  before: Date;
  signal: AbortSignal;
}

async function tellAll(scope: Scope, telling: Telling): Promise<number> {
  for (let told = 0; ; ) {
    telling.signal.throwIfAborted();
    const batch = await transaction(scope, (tx) => tellSome(tx, scope, telling));
    told += batch;
    if (batch < batchSize) return told;
  }
}

async function tellSome(tx: Transaction, scope: Scope, { what, before }: Telling): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update media set rights_told = ${what}
    where id in (
      select id from media
      where namespace_id = ${scope.namespace.id}::uuid and deleted_at is null and rights_end <= ${before}
        and (rights_told is null or (${what} = 'ended' and rights_told = 'ending'))
      order by id limit ${batchSize} for update skip locked)
    returning id`;
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    const name = `media.rights-${what}` as const;
    await recordChange(tx, scope, { action: name, entity: 'media', ids, event: name });
  }
  return ids.length;
}
