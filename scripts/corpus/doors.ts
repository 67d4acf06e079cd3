import { UploadError, uploadFile } from '@vitrine/client';
import { MediaFile, UploadedMediaFile, WireError } from '@vitrine/schema';
import { postForm } from '../../apps/api/src/testing/post-form.ts';
import type { TestServerSite } from '../../apps/api/src/testing/serve-test-database.ts';
import { createTusTestClient } from '../../apps/api/src/testing/tus-client.ts';
import type { CorpusServers } from './open-corpus-servers.ts';

/** What a door said of a file. */
export interface Verdict {
  /** Of HTTP; where several requests make the upload, of the last. */
  status: number;
  /** Of the refusal; null where the file was taken. */
  code: string | null;
  file: MediaFile | null;
}

interface SentFile {
  origin: string;
  site: TestServerSite;
  remote: CorpusServers['remote'];
  filename: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Door {
  name: string;
  /** Where the server keeps what comes by it. */
  storage: keyof CorpusServers['byStorage'];
  send(sent: SentFile): Promise<Verdict>;
}

const patienceMs = 60_000;

/** Every way in by which a file can be sent here. A new door is an entry. */
export const doors: Door[] = [
  {
    name: 'multipart',
    storage: 'local',
    async send({ origin, site, filename, bytes }) {
      const response = await postForm(origin, site.key, { filename, bytes });
      if (!response.ok) return readRefusal(response);
      return { status: response.status, code: null, file: UploadedMediaFile.parse(await response.json()) };
    },
  },
  {
    name: 'tus',
    storage: 'local',
    async send({ origin, site, filename, bytes }) {
      const response = await createTusTestClient(origin, site.key).upload(bytes, { filename });
      const id = response.headers.get('vitrine-media-id');
      if (id === null) return readRefusal(response);
      const file = await site.client.media.get.query({ id: MediaFile.shape.id.parse(id) });
      return { status: response.status, code: null, file };
    },
  },
  {
    name: 'import by address',
    storage: 'local',
    async send({ site, remote, filename, bytes }) {
      const url = remote.add(filename, bytes);
      const { uploadId } = await site.client.uploads.importFromUrl.mutate({ url, filename });
      const until = performance.now() + patienceMs;
      for (;;) {
        const { state, error, media } = await site.client.uploads.get.query({ id: uploadId });
        if (media) return { status: 200, code: null, file: media };
        if (error) return { status: 200, code: error.code, file: null };
        if (performance.now() > until) return { status: 504, code: `never ended (${state})`, file: null };
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  },
  {
    name: 'straight to the bucket',
    storage: 's3',
    async send({ origin, site, filename, bytes }) {
      const statuses: number[] = [];
      const watched: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        if (response.url === `${origin}/upload`) throw new Error('The file came as a form.');
        statuses.push(response.status);
        return response;
      };
      const apiKey = site.key.authorization.slice('Bearer '.length);
      const options = { endpoint: origin, apiKey, file: new Blob([bytes]), filename, fetch: watched };
      try {
        const file = await uploadFile({ ...options, direct: true });
        return { status: statuses.at(-1) ?? 0, code: null, file };
      } catch (error) {
        if (!(error instanceof UploadError)) throw error;
        return { status: statuses.at(-1) ?? 0, code: error.code, file: null };
      }
    },
  },
];

async function readRefusal(response: Response): Promise<Verdict> {
  return { status: response.status, code: WireError.parse(await response.json()).code, file: null };
}
