import { MediaId } from '@vitrine/schema';
import { ask, complain, type Doing, pickFiles } from '../chaos-client.ts';
import { after, isSurely, type Life, type OwnFile, stoodForBy, usersOf } from '../ledger.ts';
import type { Sent } from '../send.ts';

type Batch = { succeeded: string[]; failed: { id: string; code: string; message: string }[] };

const idsOf = (files: readonly OwnFile[]) => files.map(({ id }) => MediaId.parse(id));

export async function trashFiles(doing: Doing, force = false): Promise<boolean> {
  const { client, operation, name } = doing;
  const [which = 0, count = 0] = operation.dice;
  const files = pickFiles(client, { die: which, count: 1 + Math.floor(count * 3), life: 'live' });
  if (files.length === 0) return false;
  const input = { ids: idsOf(files), ...(force && { force, reason: name }) };
  const sent = await ask(doing, () => client.api.media.delete.mutate(input), { mayBeRefused: [] });
  eachOf(doing, files, sent, {
    life: (life) => (life === 'live' ? 'trashed' : life),
    succeeded(file) {
      const users = usersOf(client.ledger, file.id, 'surely');
      if (!force && users.length > 0 && isSurely<Life>(file.life, 'live'))
        complain(client, `${file.id} went to the trash while ${users.join(', ')} used it`);
      // Their common end is no end without the other.
      const others = stoodForBy(client.ledger, file.id, 'surely').filter((one) => !files.includes(one));
      if (others.length > 0) complain(client, `${file.id} went to the trash though it stands for another`);
    },
    failed(file, code) {
      const isHeld =
        (!force && usersOf(client.ledger, file.id).length > 0) ||
        stoodForBy(client.ledger, file.id).length > 0;
      if (code === 'media.in-use' && !isHeld) complain(client, `${file.id} is in use though nothing uses it`);
      if (code === 'not-found' && !file.life.includes('purged')) complain(client, `${file.id} was lost`);
    },
  });
  return true;
}

export const forceTrash = (doing: Doing) => trashFiles(doing, true);

export async function restoreFiles(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0, count = 0] = operation.dice;
  const files = pickFiles(client, { die: which, count: 1 + Math.floor(count * 3), life: 'trashed' });
  if (files.length === 0) return false;
  const restore = () => client.api.media.restore.mutate({ ids: idsOf(files) });
  eachOf(doing, files, await ask(doing, restore, { mayBeRefused: [] }), {
    life: (life) => (life === 'trashed' ? 'live' : life),
    failed(file, code) {
      if (code === 'not-found' && !file.life.includes('purged')) complain(client, `${file.id} was lost`);
    },
  });
  return true;
}

export async function purgeFile(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const [which = 0, fromLive = 0, byForce = 0] = operation.dice;
  const life = fromLive < 0.2 ? 'live' : 'trashed';
  const files = pickFiles(client, { die: which, count: 1, life });
  if (files.length === 0) return false;
  const force = byForce < 0.3;
  const purge = () => client.api.media.purge.mutate({ ids: idsOf(files), reason: name, force });
  eachOf(doing, files, await ask(doing, purge, { mayBeRefused: [] }), {
    life: () => 'purged',
    succeeded(file) {
      if (!force && usersOf(client.ledger, file.id, 'surely').length > 0)
        complain(client, `${file.id} was purged while it was used`);
    },
    failed(file, code) {
      if (code === 'not-found' && !file.life.includes('purged')) complain(client, `${file.id} was lost`);
    },
  });
  return true;
}

/** One that all use: whether it can go decides who was first. It is brought back. */
export async function trashShared(doing: Doing): Promise<void> {
  const { api, site } = doing.client;
  const ids = [MediaId.parse(site.sharedFileId)];
  await ask(doing, () => api.media.delete.mutate({ ids }), { mayBeRefused: [] });
  await ask(doing, () => api.media.restore.mutate({ ids }), { mayBeRefused: [] });
}

export async function replaceEverywhere(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0, other = 0, undo = 0] = operation.dice;
  const [from] = pickFiles(client, { die: which, count: 1, life: 'live' });
  if (!from) return false;
  const [to] = pickFiles(client, { die: other, count: 1, life: 'live', kind: from.kind, except: from.id });
  const standIn = undo < 0.4 || !to ? null : to.id;
  const input = { from: MediaId.parse(from.id), to: standIn === null ? null : MediaId.parse(standIn) };
  const replace = () => client.api.media.replaceEverywhere.mutate(input);
  const sent = await ask(doing, replace, {
    mayBeRefused: ['gone', 'not-found', 'input.invalid', 'media.not-offered'],
  });
  from.standIn = after(from.standIn, sent, () => standIn);
  return true;
}

interface Judge {
  life: (life: Life) => Life;
  /** Before the ledger takes it over. */
  succeeded?: (file: OwnFile) => void;
  failed: (file: OwnFile, code: string) => void;
}

function eachOf(doing: Doing, files: readonly OwnFile[], sent: Sent<Batch>, judge: Judge): void {
  for (const file of files) {
    const failure = sent.ended === 'acknowledged' && sent.value.failed.find(({ id }) => id === file.id);
    if (failure) {
      // A try before it, whose answer was lost, may be why.
      if (sent.lost === 0) judge.failed(file, failure.code);
      file.life = after(file.life, { ended: 'refused', lost: sent.lost }, judge.life);
      continue;
    }
    if (sent.ended === 'acknowledged') {
      if (!sent.value.succeeded.includes(file.id)) complain(doing.client, `${file.id} has no outcome`);
      judge.succeeded?.(file);
    }
    file.life = after(file.life, sent, judge.life);
  }
}
