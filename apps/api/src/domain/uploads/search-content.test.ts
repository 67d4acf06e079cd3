import { MediaListInput } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { drawTone } from '../../processing/draw-clips.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { listMedia } from '../media/list-media.ts';
import { completeUpload } from './complete-upload.ts';
import { receiveFile } from './receive-file.ts';

const domain = await openTestDomain();
afterAll(() => domain[Symbol.asyncDispose]());

test('a file is found by the words in it, and tells how long it plays', async () => {
  const scope = await (await domain.addSite()).asKey();
  const upload = async (filename: string, bytes: Uint8Array<ArrayBuffer>) => {
    const file = { door: 'multipart', filename, declaredMimeType: null, bytes } as const;
    return completeUpload(scope, { ...(await receiveFile(scope, file)), fields: {} });
  };
  const note = await upload('note.md', new TextEncoder().encode('# Plan\n\nFeed the ocelots at dawn.'));
  const tone = await upload('track-01.wav', new Uint8Array(drawTone(2, { TIT2: 'Harbour', TPE1: 'Jane' })));
  const find = (search: string) => listMedia(scope, MediaListInput.parse({ search }));

  expect((await find('ocelots')).items.map(({ id }) => id)).toEqual([note.mediaId]);
  const found = await find('harbour');
  expect(found.items).toMatchObject([{ id: tone.mediaId, durationSeconds: 2, metadata: { artist: 'Jane' } }]);
  expect(JSON.stringify(found)).not.toContain('extractedText');
});
