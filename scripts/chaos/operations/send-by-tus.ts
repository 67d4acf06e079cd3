import { setTimeout as delay } from 'node:timers/promises';
import { createTusTestClient } from '../../../apps/api/src/testing/tus-client.ts';
import { sendHalf } from '../../send-half.ts';
import type { Doing } from '../chaos-client.ts';
import type { MadeFile } from '../make-bytes.ts';
import { readAnswer } from '../send.ts';

const chunkBytes = 64 * 1024;

/**
 * What sends a file by tus, with a cut where the dice want one; called again it goes on where the server says.
 * @returns the id of the file; null where the client has thought better of it.
 */
export function sendByTus({ client, operation, name }: Doing, made: MadeFile): () => Promise<string | null> {
  const [, cut = 0, abort = 0] = operation.dice;
  const { bytes } = made;
  const chunkCount = Math.ceil(bytes.byteLength / chunkBytes);
  const cutAt = cut < 0.6 ? Math.floor((cut / 0.6) * chunkCount) * chunkBytes : -1;
  let url: string | undefined;
  let isCut = false;
  let isGivenUp = false;

  return async () => {
    const headers = await client.headers();
    const tus = createTusTestClient(client.origin, headers);
    if (url === undefined) {
      const metadata = { filename: made.filename, filetype: made.type, title: name };
      const created = await tus.create({ sizeBytes: bytes.byteLength, metadata });
      url = created.headers.get('location') ?? undefined;
      if (url === undefined) await readAnswer(created);
      url ??= '';
    }
    for (;;) {
      const told = await tus.head(url);
      // Given up already, by a request whose answer was lost.
      if (isGivenUp && told.status === 410) return null;
      // A HEAD says nothing but its status.
      if (!told.ok) throw new Error(`HEAD of an upload: ${told.status}`);
      const mediaId = told.headers.get('vitrine-media-id');
      if (mediaId) return mediaId;
      const offset = Number(told.headers.get('upload-offset'));
      if (offset === bytes.byteLength) {
        await delay(200);
        continue;
      }
      if (abort > 0.93 && offset > 0) {
        isGivenUp = true;
        await tus.remove(url);
        return null;
      }
      const piece = bytes.subarray(offset, offset + chunkBytes);
      if (!isCut && offset === cutAt) {
        isCut = true;
        await sendHalf(new URL(url, client.origin), headers, offset, piece);
        continue;
      }
      const sent = await tus.send(url, offset, piece);
      // Somebody else still holds it, or was further: the HEAD tells.
      if (sent.status === 409 || sent.status === 423) await delay(100);
      else if (!sent.ok) await readAnswer(sent);
      else await sent.arrayBuffer();
    }
  };
}
