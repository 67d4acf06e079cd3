import { UploadedMediaFile, WireError } from '@vitrine/schema';
import { postForm } from '../../apps/api/src/testing/post-form.ts';
import { createTusTestClient } from '../../apps/api/src/testing/tus-client.ts';

/** What a door said of a file. */
export interface Verdict {
  status: number;
  /** Of the refusal; null where the file was taken. */
  code: string | null;
  file: UploadedMediaFile | null;
}

interface SentFile {
  origin: string;
  headers: Record<string, string>;
  filename: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Every way in by which a file can be sent here. A new door is a line. */
export const doors: Record<string, (file: SentFile) => Promise<Verdict>> = {
  multipart: async ({ origin, headers, filename, bytes }) =>
    readVerdict(await postForm(origin, headers, { filename, bytes }), null),
  tus: async ({ origin, headers, filename, bytes }) => {
    const response = await createTusTestClient(origin, headers).upload(bytes, { filename });
    return readVerdict(response, response.headers.get('vitrine-media-id'));
  },
};

/** @param mediaId where the answer is not the file itself. */
async function readVerdict(response: Response, mediaId: string | null): Promise<Verdict> {
  const { status } = response;
  if (mediaId !== null) return { status, code: null, file: null };
  const body: unknown = await response.json();
  return response.ok
    ? { status, code: null, file: UploadedMediaFile.parse(body) }
    : { status, code: WireError.parse(body).code, file: null };
}
