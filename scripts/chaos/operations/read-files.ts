import { createHash } from 'node:crypto';
import { MediaId } from '@vitrine/schema';
import { ask, complain, type Doing, pickFiles } from '../chaos-client.ts';
import { allows, isSurely, type Life, type OwnFile } from '../ledger.ts';

/** Compares a file with the ledger, and learns what an answer that was lost has done. */
export async function lookAtFile(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [file] = pickFiles(client, { die: operation.dice[0] ?? 0, count: 1 });
  if (!file) return false;
  const id = MediaId.parse(file.id);
  const sent = await ask(doing, () => client.api.media.get.query({ id }), { mayBeRefused: ['not-found'] });
  if (sent.ended === 'unknown') return true;
  const life: Life = sent.ended === 'refused' ? 'purged' : sent.value.deletedAt ? 'trashed' : 'live';
  if (!allows(file.life, life)) complain(client, `${file.id} is ${life}, not ${file.life.join(' or ')}`);
  file.life = [life];
  if (sent.ended === 'refused') return true;
  const { hash, version, caption, reviewStatus, replacedBy } = sent.value;
  const versions = file.versions.filter((one) => one.length === version && one.at(-1) === hash);
  const told: [string, boolean, string][] = [
    ['version', versions.length > 0, `${version}, ${hash}`],
    ['caption', allows(file.caption, caption), caption],
    ['review', file.review.some((one) => one === reviewStatus), reviewStatus],
    ['replacedBy', allows(file.standIn, replacedBy), String(replacedBy)],
  ];
  for (const [what, isRight, value] of told)
    if (!isRight) complain(client, `${file.id} has ${what} ${value}, which nobody gave it`);
  if (versions.length > 0) file.versions = versions;
  file.caption = [caption];
  if (reviewStatus !== 'pending') file.review = [reviewStatus];
  file.standIn = [replacedBy];
  return true;
}

/** What the file shows, as a reader of a page gets it. */
export async function readBytes(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [file] = pickFiles(client, { die: operation.dice[0] ?? 0, count: 1, life: 'live' });
  if (!file || !isPlainlyShown(file)) return false;
  const id = MediaId.parse(file.id);
  const read = async () => {
    const { url } = await client.api.media.get.query({ id });
    const response = await fetch(url);
    if (response.status >= 500) throw new Error(`GET of a file: ${response.status}`);
    const sha256 = createHash('sha256')
      .update(await response.bytes())
      .digest('hex');
    return { status: response.status, sha256 };
  };
  const sent = await ask(doing, read, { mayBeRefused: [] });
  if (sent.ended !== 'acknowledged') return true;
  const { status, sha256 } = sent.value;
  if (status !== 200) complain(client, `${file.id} is not served: ${status}`);
  else if (!file.versions.some((hashes) => hashes.at(-1) === sha256))
    complain(client, `${file.id} is served with bytes that nobody gave it: ${sha256}`);
  return true;
}

const isPlainlyShown = ({ life, review, standIn }: OwnFile) =>
  isSurely<Life>(life, 'live') && isSurely(review, 'approved') && isSurely(standIn, null);

/** What is another namespace's is not there. */
export async function askForForeign(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const [whose = 0, which = 0, what = 0] = operation.dice;
  const other = client.others[Math.floor(whose * client.others.length)];
  const [file] = other ? pickFiles(other, { die: which, count: 1, life: 'live' }) : [];
  if (!file) return false;
  const id = MediaId.parse(file.id);
  const content = { type: 'page', id: `stolen-${name}` };
  const { media, references } = client.api;
  const tries: (() => Promise<unknown>)[] = [
    () => media.get.query({ id }),
    () => media.update.mutate({ id, caption: name }),
    () => references.sync.mutate({ content, references: [{ mediaId: id, fieldPath: '' }] }),
    () => media.versions.restore.mutate({ id, number: 1 }),
    async () => {
      const { failed } = await media.delete.mutate({ ids: [id], force: true, reason: name });
      return failed.every(({ code }) => code === 'not-found') && failed.length === 1 ? 'refused' : failed;
    },
  ];
  const attempt = tries[Math.floor(what * tries.length)] ?? tries[0];
  if (!attempt) return false;
  const sent = await ask(doing, attempt, { mayBeRefused: ['not-found'] });
  if (sent.ended === 'acknowledged' && sent.value !== 'refused')
    complain(client, `${file.id} of another namespace was answered`);
  return true;
}

export async function exportZip(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0, count = 0] = operation.dice;
  const files = pickFiles(client, { die: which, count: 1 + Math.floor(count * 8) });
  if (files.length === 0) return false;
  const pack = async () => {
    const ids = files.map(({ id }) => MediaId.parse(id));
    const { url } = await client.api.media.export.mutate({ ids });
    const bytes = await (await fetch(url)).bytes();
    // It ends with its directory, or it is cut off.
    if (!Buffer.from(bytes.subarray(-22)).toString('latin1').startsWith('PK\x05\x06'))
      throw new Error('A ZIP without its end.');
  };
  await ask(doing, pack, { mayBeRefused: [] });
  return true;
}
