import { createHash } from 'node:crypto';
import { MediaId } from '@vitrine/schema';
import { type ChaosClient, complain } from './chaos-client.ts';
import { isSurely, type Life, type OwnFile, usersOf } from './ledger.ts';

/** Downloads what content can show, every version of it, and compares the bytes with those that were sent. @returns how many. */
export async function judgeBytes(clients: readonly ChaosClient[]): Promise<number> {
  let count = 0;
  for (const client of clients) {
    for (const file of client.ledger.files.values()) count += await judgeFile(client, file);
    const { sharedFileId, sharedFileHash } = client.site;
    const { api } = client;
    const shared = await api.media.get.query({ id: MediaId.parse(sharedFileId) });
    if (usersOf(client.ledger, sharedFileId, 'surely').length > 0 && shared.deletedAt !== null)
      complain(client, `the shared file is in the trash while content uses it`);
    if (shared.deletedAt === null) await compare(client, sharedFileId, shared.url, sharedFileHash);
  }
  return count;
}

async function judgeFile(client: ChaosClient, file: OwnFile): Promise<number> {
  const isUsed = usersOf(client.ledger, file.id, 'surely').length > 0;
  const isLive = isSurely<Life>(file.life, 'live');
  const isForced = isSurely<Life>(file.life, 'trashed') && isUsed;
  if (!isLive && !isForced) return 0;
  const versions = await client.api.media.versions.list.query({ id: MediaId.parse(file.id) });
  const shown = versions.filter(({ isCurrent, url }) => url !== null && (isLive || isCurrent));
  if (versions.some(({ isPurged }) => isPurged)) complain(client, `${file.id} has lost a version`);
  for (const { url, number } of shown) {
    const hashes = file.versions.map((one) => one[number - 1]);
    await compare(client, `${file.id}@${number}`, url ?? '', ...hashes);
  }
  return shown.length;
}

async function compare(client: ChaosClient, what: string, url: string, ...hashes: (string | undefined)[]) {
  const response = await fetch(url);
  const bytes = await response.bytes();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (response.status !== 200) complain(client, `${what} is not served: ${response.status}`);
  else if (!hashes.includes(sha256)) complain(client, `${what} is served with other bytes than were sent`);
}
