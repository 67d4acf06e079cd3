import { MediaFile, UploadedMediaFile, WireError } from '@vitrine/schema';
import { postForm } from '../../apps/api/src/testing/post-form.ts';
import type { FileHost } from '../../apps/api/src/testing/serve-files.ts';
import type { HttpTestServer, TestServerSite } from '../../apps/api/src/testing/serve-test-database.ts';
import { createTusTestClient } from '../../apps/api/src/testing/tus-client.ts';

/** What a door said of a file. */
export interface Verdict {
  /** Of HTTP; that of an import is the one of its request. */
  status: number;
  /** Of the refusal; null where the file was taken. */
  code: string | null;
  file: MediaFile | null;
}

interface SentFile {
  server: HttpTestServer;
  site: TestServerSite;
  /** Somebody else's web server, from which this one may import. */
  remote: FileHost;
  filename: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const patienceMs = 60_000;

/** Every way in by which a file can be sent here. A new door is an entry. */
export const doors: Record<string, (sent: SentFile) => Promise<Verdict>> = {
  multipart: async ({ server, site, filename, bytes }) => {
    const response = await postForm(server.origin, site.key, { filename, bytes });
    if (!response.ok) return readRefusal(response);
    return { status: response.status, code: null, file: UploadedMediaFile.parse(await response.json()) };
  },

  tus: async ({ server, site, filename, bytes }) => {
    const response = await createTusTestClient(server.origin, site.key).upload(bytes, { filename });
    const id = response.headers.get('vitrine-media-id');
    if (id === null) return readRefusal(response);
    return { status: response.status, code: null, file: await fileOf(site, id) };
  },

  'import by address': async ({ site, remote, filename, bytes }) => {
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
};

async function readRefusal(response: Response): Promise<Verdict> {
  return { status: response.status, code: WireError.parse(await response.json()).code, file: null };
}

async function fileOf({ client }: TestServerSite, id: string): Promise<MediaFile> {
  return client.media.get.query({ id: MediaFile.shape.id.parse(id) });
}
