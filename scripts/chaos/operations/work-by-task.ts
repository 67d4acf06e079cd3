import { randomUUID } from 'node:crypto';
import { BULK_AT_ONCE, MediaId } from '@vitrine/schema';
import { ask, type Doing, pickFiles } from '../chaos-client.ts';
import { enqueueAlone } from '../enqueue-alone.ts';
import { after, type OwnFile } from '../ledger.ts';

const jobNames = [
  'sweep-uploads',
  'sweep-orphans',
  'sweep-temporary',
  'sweep-tasks',
  'agree-on-storage',
  'verify-references',
  'seal-audit',
  'fold-counters',
  'refresh-storage-stats',
  'watch-dates',
  'cleanup-deleted-files',
] as const;

/** So many more that they are done by a task: ids of no file fail and hold up nothing. */
function withStrangers(files: readonly OwnFile[]): MediaId[] {
  const strangers = Array.from({ length: BULK_AT_ONCE + 1 }, () => randomUUID());
  return [...files.map(({ id }) => id), ...strangers].map((id) => MediaId.parse(id));
}

/** Under a name of its own, so that it is seen whenever it is done. */
export async function tagByTask(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const files = pickFiles(client, { die: operation.dice[0] ?? 0, count: 12, life: 'live' });
  if (files.length === 0) return false;
  const tag = `task-${name}`;
  const mediaIds = withStrangers(files);
  const apply = () => client.api.tags.bulkApply.mutate({ mediaIds, tagNames: [tag], action: 'add' });
  const sent = await ask(doing, apply, { mayBeRefused: [] });
  noteTask(doing, sent, { kind: 'tag', tag, mediaIds: files.map(({ id }) => id) });
  return true;
}

/** The client leaves these files alone from then on: nobody knows when they go. */
export async function trashByTask(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const files = pickFiles(client, { die: operation.dice[0] ?? 0, count: 2, life: 'live' });
  if (files.length === 0) return false;
  const ids = withStrangers(files);
  for (const file of files) file.isHeld = true;
  const sent = await ask(doing, () => client.api.media.bulkDelete.mutate({ ids }), { mayBeRefused: [] });
  for (const file of files) {
    file.life = after(file.life, { ended: 'unknown', lost: 1 }, (life) =>
      life === 'live' ? 'trashed' : life,
    );
  }
  noteTask(doing, sent, { kind: 'trash', tag: null, mediaIds: files.map(({ id }) => id) });
  return true;
}

function noteTask(
  { client }: Doing,
  sent: { ended: string; value?: { taskId: string | null } },
  task: { kind: 'tag' | 'trash'; tag: string | null; mediaIds: readonly string[] },
): void {
  if (sent.ended === 'acknowledged' && sent.value?.taskId)
    client.ledger.tasks.push({ ...task, id: sent.value.taskId });
}

/** One of those that the clock runs, now; or the clean-up that an admin may ask for. */
export async function runJob(doing: Doing): Promise<void> {
  const { client, operation } = doing;
  const [which = 0, dry = 0] = operation.dice;
  const name = jobNames[Math.floor(which * (jobNames.length + 1))];
  const work = async () => {
    if (name) await enqueueAlone(client.databaseUrl, name);
    else await client.api.media.cleanupUnused.mutate({ dryRun: dry < 0.5, unusedDays: 1 });
  };
  await ask(doing, work, { mayBeRefused: [] });
}
