import { MediaId } from '@vitrine/schema';
import { ask, type Doing, pickFiles } from '../chaos-client.ts';
import { after } from '../ledger.ts';

const missing = ['gone', 'not-found'];

/** The bytes that another file shows. */
export async function copyVersion(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const [which = 0, other = 0] = operation.dice;
  const [file] = pickFiles(client, { die: which, count: 1, life: 'live' });
  if (!file) return false;
  const { kind } = file;
  const [from] = pickFiles(client, { die: other, count: 1, life: 'live', kind, except: file.id });
  if (!from) return false;
  const input = { id: MediaId.parse(file.id), fromId: MediaId.parse(from.id), note: name };
  const sent = await ask(doing, () => client.api.media.replace.mutate(input), { mayBeRefused: missing });
  // Whichever of them the other one shows.
  file.versions = from.versions.flatMap((hashes) => {
    const shown = hashes.at(-1) ?? '';
    return after(file.versions, sent, (own) => (own.at(-1) === shown ? own : [...own, shown]));
  });
  return true;
}

export async function restoreVersion(doing: Doing): Promise<boolean> {
  const { client, operation } = doing;
  const [which = 0, version = 0] = operation.dice;
  const [file] = pickFiles(client, { die: which, count: 1, life: 'live' });
  const [versions] = file?.versions ?? [];
  if (!file || !versions) return false;
  const number = 1 + Math.floor(version * versions.length);
  const input = { id: MediaId.parse(file.id), number };
  const restore = () => client.api.media.versions.restore.mutate(input);
  const sent = await ask(doing, restore, { mayBeRefused: missing });
  // Restoring what is shown changes nothing; asked for again, an old one is restored again.
  file.versions = after(file.versions, sent, (hashes) => {
    const shown = hashes[number - 1];
    return shown === undefined || number === hashes.length ? hashes : [...hashes, shown];
  });
  return true;
}
