import { WireError } from '@vitrine/schema';
import { afterAll, expect } from 'vitest';
import { type DoorVerdict, describeDoor, doorCapBytes } from '../testing/describe-door.ts';
import { postForm, readUploaded } from '../testing/post-form.ts';
import { serveFiles } from '../testing/serve-files.ts';
import { startTestServer, type TestServerSite } from '../testing/start-test-server.ts';
import { createTusTestClient } from '../testing/tus-client.ts';

const files = await serveFiles();
const server = await startTestServer({
  MAX_FILE_SIZE: String(doorCapBytes),
  IMPORT_ALLOWED_HOSTS: files.host,
});
const { origin } = server;
afterAll(async () => {
  files.close();
  await server[Symbol.asyncDispose]();
});

async function verdictOf(site: TestServerSite, id: string): Promise<DoorVerdict> {
  const media = await site.client.media.get.query({ id });
  return { mediaId: media.id, damaged: media.damaged };
}

const refusalOf = async (response: Response) => ({ code: WireError.parse(await response.json()).code });

describeDoor('multipart', server, async (site, { filename, bytes, fields }) => {
  const response = await postForm(origin, site.key, { filename, bytes }, fields);
  if (!response.ok) return refusalOf(response);
  return verdictOf(site, (await readUploaded(response)).id);
});

describeDoor('tus', server, async (site, { filename, bytes, fields }) => {
  const response = await createTusTestClient(origin, site.key).upload(
    bytes,
    { filename, ...fields },
    64 * 1024,
  );
  if (!response.ok) return refusalOf(response);
  return verdictOf(site, response.headers.get('vitrine-media-id') ?? '');
});

describeDoor('import', server, async (site, { filename, bytes, fields }) => {
  const url = files.add(filename, bytes);
  const { uploadId, taskId } = await site.client.uploads.importFromUrl.mutate({ url, fields });
  const stateOf = async () => (await site.client.tasks.get.query({ id: taskId })).state;
  await expect.poll(stateOf, { timeout: 20_000 }).toMatch(/done|failed/);
  const { media, duplicateOf, error } = await site.client.uploads.get.query({ id: uploadId });
  return error ? { code: error.code } : verdictOf(site, duplicateOf ?? media?.id ?? '');
});
