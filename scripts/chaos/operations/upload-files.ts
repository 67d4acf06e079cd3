import { UploadedMediaFile } from '@vitrine/schema';
import { randomFrom } from '../../../apps/api/src/seed/random-from.ts';
import { ask, complain, type Doing, pickFiles } from '../chaos-client.ts';
import { after, allows, type Ending, isSurely, type Life, type SentUpload } from '../ledger.ts';
import { type MadeFile, makePicture, makeText } from '../make-bytes.ts';
import { readAnswer, type Sent } from '../send.ts';
import { sendByTus } from './send-by-tus.ts';

type Fields = Record<string, string>;

/** Longer than an upload takes; after it one whose server died is asked for again at the end. */
const giveUpMs = 6000;

export async function uploadForm(doing: Doing): Promise<void> {
  const { client, operation, name } = doing;
  const [picture = 0, size = 0, temporary = 0] = operation.dice;
  const made =
    picture < 0.2 ? await makePicture(client.random) : makeText(client.random, name, 200 + size * 6000);
  await uploadNew(doing, made, temporary < 0.2 ? { temporary: 'true' } : {});
}

/** Bytes that are there already: of the client's own, or such as all clients of the namespace send. */
export async function uploadAgain(doing: Doing): Promise<void> {
  const { client, operation } = doing;
  const [whose = 0, which = 0, both = 0] = operation.dice;
  const own = client.known[Math.floor(which * client.known.length)];
  if (whose < 0.4 || !own) {
    const n = Math.floor(which * 3);
    const common = makeText(randomFrom(n), `common ${n} of ${client.site.slug}`, 1500);
    await uploadNew(doing, common, { onDuplicate: 'keep-both' });
  } else {
    await uploadNew(doing, own, { onDuplicate: both < 0.5 ? 'keep-both' : 'use-existing' });
  }
}

export async function uploadTus(doing: Doing): Promise<void> {
  const { client, operation, name } = doing;
  const [size = 0] = operation.dice;
  const made = makeText(client.random, name, 60_000 + size * 240_000);
  const upload: SentUpload = { title: name, mediaId: null, isAcknowledged: false, isDuplicate: false };
  const sent = await ask(doing, sendByTus(doing, made), { mayBeRefused: [] });
  client.ledger.uploads.push(upload);
  if (sent.ended === 'acknowledged' && sent.value) noteFile(doing, made, upload, sent.value);
}

async function uploadNew(doing: Doing, made: MadeFile, more: Fields): Promise<void> {
  const { client, name } = doing;
  const upload: SentUpload = { title: name, mediaId: null, isAcknowledged: false, isDuplicate: false };
  client.ledger.uploads.push(upload);
  const fields = { title: name, ...more };
  const note = (sent: Sent<UploadedMediaFile>) => {
    if (sent.ended !== 'acknowledged') return;
    const { id, duplicateOf } = sent.value;
    if (duplicateOf === null) noteFile(doing, made, upload, id);
    else noteDuplicate(doing, made, upload, { of: duplicateOf, isOfNow: sent.lost === 0 });
    if (duplicateOf === null && more.onDuplicate === 'use-existing') checkNotMissed(doing, made, id);
  };
  await postUntilKnown(doing, made, fields, { note, mayBeRefused: [] });
}

/** New bytes as the next version of a file. */
export async function replaceVersion(doing: Doing): Promise<boolean> {
  const { client, operation, name } = doing;
  const [which = 0, size = 0] = operation.dice;
  const [file] = pickFiles(client, { die: which, count: 1, life: 'live' });
  if (!file) return false;
  const made =
    file.kind === 'image'
      ? await makePicture(client.random)
      : makeText(client.random, name, 300 + size * 3000);
  const before = file.versions;
  const note = ({ ended, lost }: Ending) => {
    // Under its key it is done once, however often it was sent.
    const once: Ending = { ended, lost: ended === 'acknowledged' ? 0 : Math.min(lost, 1) };
    file.versions = after(before, once, (hashes) => [...hashes, made.sha256]);
    file.isHeld = ended === 'unknown' && operation.isPatient;
  };
  const fields = { replaces: file.id, note: name };
  await postUntilKnown(doing, made, fields, { note, mayBeRefused: ['gone', 'not-found'] });
  return true;
}

/** Sends a form under a key of its own. What is not known in time is asked for again when all is quiet. */
async function postUntilKnown(
  doing: Doing,
  made: MadeFile,
  fields: Fields,
  options: { note: (sent: Sent<UploadedMediaFile>) => void; mayBeRefused: readonly string[] },
): Promise<void> {
  const { client, operation, name } = doing;
  const { note, mayBeRefused } = options;
  const post = () => postOnce(doing, made, fields, `${operation.kind}-${name}`);
  const sent = await ask(doing, post, { mayBeRefused, giveUpMs });
  note(sent);
  if (sent.ended !== 'unknown' || !operation.isPatient) return;
  client.deferred.push(async () => {
    client.tally.unknown -= 1;
    // The file that had these bytes already may have been purged since, by this client itself.
    const ofGone = fields.onDuplicate === 'use-existing' ? ['not-found'] : [];
    const again = await ask(doing, post, { mayBeRefused: [...mayBeRefused, ...ofGone] });
    note({ ...again, lost: again.lost + sent.lost });
  });
}

async function postOnce(doing: Doing, made: MadeFile, fields: Fields, key: string) {
  const { client } = doing;
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([made.bytes], { type: made.type }), made.filename);
  const response = await fetch(`${client.origin}/upload`, {
    method: 'POST',
    headers: { ...(await client.headers()), 'idempotency-key': key },
    body: form,
    signal: AbortSignal.timeout(giveUpMs),
  });
  return UploadedMediaFile.parse(await readAnswer(response));
}

function noteFile({ client }: Doing, made: MadeFile, upload: SentUpload, id: string): void {
  const { ledger } = client;
  if (ledger.files.has(id)) complain(client, `${upload.title} was told to be the file of another upload`);
  Object.assign(upload, { mediaId: id, isAcknowledged: true });
  client.known.push(made);
  ledger.files.set(id, {
    id,
    title: upload.title,
    kind: made.type.startsWith('image') ? 'image' : 'document',
    life: ['live'],
    versions: [[made.sha256]],
    caption: [''],
    tags: [[]],
    collections: [[]],
    review: ['approved'],
    standIn: [null],
    isHeld: false,
  });
}

/** @param found.isOfNow false where it may have been so when it was sent before, and its answer was lost. */
function noteDuplicate(
  { client }: Doing,
  made: MadeFile,
  upload: SentUpload,
  { of, isOfNow }: { of: string; isOfNow: boolean },
): void {
  Object.assign(upload, { mediaId: of, isAcknowledged: true, isDuplicate: true });
  const file = client.ledger.files.get(of);
  // One whose answer was lost is not known to be there.
  if (!file) return;
  const isRight = isOfNow
    ? allows<Life>(file.life, 'live') && file.versions.some((hashes) => hashes.at(-1) === made.sha256)
    : file.versions.some((hashes) => hashes.includes(made.sha256));
  if (!isRight) complain(client, `${upload.title} was told to be a duplicate of ${of}, which it is not`);
}

function checkNotMissed({ client, name }: Doing, made: MadeFile, id: string): void {
  const missed = [...client.ledger.files.values()].find(
    (file) =>
      file.id !== id &&
      isSurely<Life>(file.life, 'live') &&
      !file.isHeld &&
      file.versions.every((hashes) => hashes.at(-1) === made.sha256),
  );
  if (missed) complain(client, `${name} made a second file of the bytes of ${missed.id} unasked`);
}
