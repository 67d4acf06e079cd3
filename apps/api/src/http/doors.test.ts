import { WireError } from '@vitrine/schema';
import { afterAll, expect } from 'vitest';
import * as z from 'zod';
import { type DoorVerdict, describeDoor, doorCapBytes, type SendThrough } from '../testing/describe-door.ts';
import { describeDoorRules } from '../testing/describe-door-rules.ts';
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

const Refused = z.object({ data: z.object({ vitrine: WireError }) });
const codeOf = (error: unknown) => Refused.parse(error).data.vitrine.code;

const sendForm: SendThrough = async (site, { filename, bytes, fields }) => {
  const response = await postForm(origin, site.key, { filename, bytes }, fields);
  if (!response.ok) return refusalOf(response);
  return verdictOf(site, (await readUploaded(response)).id);
};

const sendTus: SendThrough = async (site, { filename, bytes, fields }) => {
  const response = await createTusTestClient(origin, site.key).upload(
    bytes,
    { filename, ...fields },
    64 * 1024,
  );
  if (!response.ok) return refusalOf(response);
  return verdictOf(site, response.headers.get('vitrine-media-id') ?? '');
};

const sendAddress: SendThrough = async (site, { filename, bytes, fields }) => {
  const url = files.add(filename, bytes);
  const begun = await site.client.uploads.importFromUrl.mutate({ url, fields }).catch(codeOf);
  if (typeof begun === 'string') return { code: begun };
  const { uploadId, taskId } = begun;
  const stateOf = async () => (await site.client.tasks.get.query({ id: taskId })).state;
  await expect.poll(stateOf, { timeout: 20_000 }).toMatch(/done|failed/);
  const { media, duplicateOf, error } = await site.client.uploads.get.query({ id: uploadId });
  return error ? { code: error.code } : verdictOf(site, duplicateOf ?? media?.id ?? '');
};

for (const [name, send] of [
  ['multipart', sendForm],
  ['tus', sendTus],
  ['import', sendAddress],
] as const) {
  describeDoor(name, server, send);
  describeDoorRules(name, server, send);
}
