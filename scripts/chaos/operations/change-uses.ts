import { MediaId } from '@vitrine/schema';
import { ask, complain, type Doing, pickFiles } from '../chaos-client.ts';
import {
  after,
  allows,
  type Fact,
  isSurely,
  type Life,
  type OwnFile,
  withItem,
  withoutItem,
} from '../ledger.ts';

const pagesOfClient = 6;
const unusable = ['gone', 'not-found', 'media.not-offered'];

/** A page of the client's own; its name in the ledger is its id. */
function pageOf({ client, operation }: Doing) {
  const n = Math.floor((operation.dice[7] ?? 0) * pagesOfClient);
  const state = n % 2 === 0 ? ('published' as const) : ('draft' as const);
  const id = `${state}-${client.number}-${n}`;
  const uses: Fact<readonly string[]> = client.ledger.contents.get(id) ?? [[]];
  return {
    id,
    content: { type: 'page', id, state },
    uses,
    note: (fact: Fact<readonly string[]>) => client.ledger.contents.set(id, fact),
  };
}

const isUsable = ({ life, review }: OwnFile) => isSurely<Life>(life, 'live') && isSurely(review, 'approved');

export async function syncContent(doing: Doing): Promise<void> {
  const { client, operation, name } = doing;
  const [which = 0, count = 0, shared = 0, pin = 0, snapshot = 0] = operation.dice;
  const page = pageOf(doing);
  const files = pickFiles(client, { die: which, count: Math.floor(count * 5), life: 'live' });
  const ids = [...files.map(({ id }) => id), ...(shared < 0.5 ? [client.site.sharedFileId] : [])];
  const references = ids.map((id, n) => ({
    mediaId: MediaId.parse(id),
    fieldPath: `/f${n}`,
    ...(pin < 0.1 && n === 0 && { version: 1 }),
  }));
  const input = { content: page.content, references, ...(snapshot < 0.1 && { snapshot: name }) };
  const sent = await ask(doing, () => client.api.references.sync.mutate(input), { mayBeRefused: unusable });
  const uses = references.map(({ mediaId, fieldPath }) => `${mediaId} ${fieldPath}`).sort();

  const isUsed = (id: string) => page.uses.some((items) => items.some((item) => item.startsWith(id)));
  const gone = files.find(({ life, id }) => !allows<Life>(life, 'live') && !isUsed(id));
  if (sent.ended === 'acknowledged' && gone)
    complain(client, `${page.id} began to use ${gone.id}, which is gone`);
  const isAllThere = files.every(isUsable);
  if (sent.ended === 'refused' && isAllThere && !ids.includes(client.site.sharedFileId))
    complain(client, `${page.id} may not use files that are there: ${sent.message}`);
  page.note(after(page.uses, sent, () => uses));
}

export async function addUse(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0] = operation.dice;
  const [file] = pickFiles(client, { die: which, count: 1, life: 'live' });
  if (!file) return false;
  const page = pageOf(doing);
  const input = { mediaId: MediaId.parse(file.id), content: page.content, fieldPath: '/added' };
  const sent = await ask(doing, () => client.api.references.add.mutate(input), { mayBeRefused: unusable });
  if (sent.ended === 'refused' && isUsable(file))
    complain(client, `${page.id} may not use ${file.id}: ${sent.message}`);
  page.note(after(page.uses, sent, withItem(`${file.id} /added`)));
  return true;
}

export async function removeUse(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const page = pageOf(doing);
  const [items = []] = page.uses;
  const [mediaId, fieldPath] = items[Math.floor((operation.dice[0] ?? 0) * items.length)]?.split(' ') ?? [];
  if (mediaId === undefined) return false;
  const input = { mediaId: MediaId.parse(mediaId), content: page.content, fieldPath };
  const sent = await ask(doing, () => client.api.references.remove.mutate(input), { mayBeRefused: [] });
  page.note(after(page.uses, sent, withoutItem(`${mediaId} ${fieldPath}`)));
  return true;
}

export async function removeContent(doing: Doing): Promise<void> {
  const page = pageOf(doing);
  const { type, id } = page.content;
  const remove = () => doing.client.api.references.removeContent.mutate({ type, id });
  page.note(after(page.uses, await ask(doing, remove, { mayBeRefused: [] }), () => []));
}

export async function lookAtContent(doing: Doing): Promise<void> {
  const { client } = doing;
  const page = pageOf(doing);
  const list = () => client.api.references.listByContent.query(page.content);
  const sent = await ask(doing, list, { mayBeRefused: [] });
  if (sent.ended !== 'acknowledged') return;
  const told = sent.value.map(({ mediaId, fieldPath }) => `${mediaId} ${fieldPath}`).sort();
  // What was purged by force is still named by its content, and is shown to nobody.
  const lifeOf = (use: string) => client.ledger.files.get(use.slice(0, 36))?.life ?? [];
  const isSame = (uses: readonly string[]) =>
    told.every((use) => uses.includes(use) && lifeOf(use).join() !== 'purged') &&
    uses.every((use) => told.includes(use) || lifeOf(use).includes('purged'));
  const possible = page.uses.filter(isSame);
  if (possible.length > 0) page.note(possible);
  else complain(client, `${page.id} uses ${told.join(', ') || 'nothing'}, not ${JSON.stringify(page.uses)}`);
}
