import { CollectionId, MediaId } from '@vitrine/schema';
import { ask, complain, type Doing, pickFiles } from '../chaos-client.ts';
import { after, type OwnFile, usersOf, withItem, withoutItem } from '../ledger.ts';
import type { Sent } from '../send.ts';

const idsOf = (files: readonly OwnFile[]) => files.map(({ id }) => MediaId.parse(id));
const missing = ['gone', 'not-found'];

export async function changeWords(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const [file] = pickFiles(client, { die: operation.dice[0] ?? 0, count: 1, life: 'live' });
  if (!file) return false;
  const update = () => client.api.media.update.mutate({ id: MediaId.parse(file.id), caption: name });
  file.caption = after(file.caption, await ask(doing, update, { mayBeRefused: missing }), () => name);
  return true;
}

export async function tagFiles(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0, count = 0, name = 0, remove = 0] = operation.dice;
  const files = pickFiles(client, { die: which, count: 1 + Math.floor(count * 5), life: 'live' });
  if (files.length === 0) return false;
  const tag = `tag-${client.number}-${Math.floor(name * 4)}`;
  const action = remove < 0.3 ? 'remove' : 'add';
  const apply = () => client.api.tags.bulkApply.mutate({ mediaIds: idsOf(files), tagNames: [tag], action });
  const sent = await ask(doing, apply, { mayBeRefused: missing });
  const change = action === 'add' ? withItem(tag) : withoutItem(tag);
  for (const file of files) file.tags = after(file.tags, endingFor(file, sent), change);
  return true;
}

export async function fillCollection(doing: Doing): Promise<boolean> {
  return changeCollection(doing, 'addItems');
}

export async function emptyCollection(doing: Doing): Promise<boolean> {
  return changeCollection(doing, 'removeItems');
}

/** The client's own, or the one that all of the namespace fill. */
async function changeCollection(doing: Doing, how: 'addItems' | 'removeItems'): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0, count = 0, shared = 0] = operation.dice;
  const files = pickFiles(client, { die: which, count: 1 + Math.floor(count * 4), life: 'live' });
  if (files.length === 0) return false;
  const id = shared < 0.5 ? CollectionId.parse(client.site.sharedCollectionId) : client.ownCollectionId;
  const change = () => client.api.collections[how].mutate({ id, mediaIds: idsOf(files) });
  const sent = await ask(doing, change, { mayBeRefused: missing });
  for (const file of files)
    file.collections = after(file.collections, sent, how === 'addItems' ? withItem(id) : withoutItem(id));
  return true;
}

export async function reviewFiles(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const [which = 0, count = 0, verdict = 0] = operation.dice;
  const files = pickFiles(client, { die: which, count: 1 + Math.floor(count * 2), life: 'live' });
  if (files.length === 0) return false;
  const { approve, reject } = client.api.media;
  const isRejected = verdict < 0.4;
  const review = () =>
    isRejected
      ? reject.mutate({ ids: idsOf(files), reason: name })
      : approve.mutate({ ids: idsOf(files), note: name });
  const sent = await ask(doing, review, { mayBeRefused: [] });
  for (const file of files) {
    const ending = endingFor(file, sent);
    // What drafts use may be rejected: they can't be published with it.
    const users = usersOf(client.ledger, file.id, 'surely').filter((id) => id.startsWith('published'));
    if (isRejected && ending.ended === 'acknowledged' && users.length > 0)
      complain(client, `${file.id} was rejected while ${users.join(', ')} used it`);
    file.review = after(file.review, ending, () => (isRejected ? 'rejected' : 'approved'));
  }
  return true;
}

/** How a batch ended for one of its files. */
function endingFor(file: OwnFile, sent: Sent<{ succeeded: string[] }>) {
  const { lost } = sent;
  const isDone = sent.ended !== 'acknowledged' || sent.value.succeeded.includes(file.id);
  return { lost, ended: isDone ? sent.ended : ('refused' as const) };
}
