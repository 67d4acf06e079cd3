import { MediaListInput } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import { drawTone } from '../../processing/draw-clips.ts';
import { drawTelephonePhotograph } from '../../processing/draw-fixtures.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { getMedia } from '../media/get-media.ts';
import { listMedia } from '../media/list-media.ts';
import { completeUpload } from './complete-upload.ts';
import { receiveFile } from './receive-file.ts';

const domain = await openTestDomain();
afterAll(() => domain[Symbol.asyncDispose]());

test('where and by whom a picture was taken is told to those only who may change it', async () => {
  const site = await domain.addSite();
  const uploader = await site.as('contributor');
  const bytes = await drawTelephonePhotograph();
  const file = { door: 'multipart', filename: 'a.jpg', declaredMimeType: null, bytes } as const;
  const { mediaId: id } = await completeUpload(uploader, {
    ...(await receiveFile(uploader, file)),
    fields: {},
  });
  for (const scope of [uploader, await site.as('editor')])
    expect((await getMedia(scope, { id })).privateMetadata).toMatchObject({
      latitude: 52.5,
      artist: 'Jane Doe',
    });
  for (const scope of [await site.as('contributor'), await site.as('viewer')]) {
    const seen = await getMedia(scope, { id });
    expect(seen.metadata).toMatchObject({ cameraModel: 'Lens 1' });
    expect(JSON.stringify(seen)).not.toMatch(/privateMetadata|Jane|52\.5|SN-12345/);
  }
  const listed = await listMedia(uploader, MediaListInput.parse({}));
  expect(JSON.stringify(listed)).not.toMatch(/privateMetadata|Jane|SN-12345/);
});

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
