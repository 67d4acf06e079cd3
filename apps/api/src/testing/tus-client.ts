import { UploadId } from '@vitrine/schema';

/** The few requests of the tus protocol that tests need, each on its own, so that a test can stop anywhere between. */
export interface TusTestClient {
  create(file: { sizeBytes: number; metadata: Record<string, string> }): Promise<Response>;
  /** PATCH of these bytes at this offset. */
  send(url: string, offsetBytes: number, bytes: Uint8Array<ArrayBuffer>): Promise<Response>;
  head(url: string): Promise<Response>;
  remove(url: string): Promise<Response>;
  /** All of it in chunks. @returns the answer to the last PATCH. */
  upload(
    bytes: Uint8Array<ArrayBuffer>,
    metadata: Record<string, string>,
    chunkBytes?: number,
  ): Promise<Response>;
}

export function createTusTestClient(origin: string, headers: Record<string, string>): TusTestClient {
  const common = { ...headers, 'tus-resumable': '1.0.0' };
  const request = (
    url: string,
    method: string,
    more: Record<string, string> = {},
    body?: Uint8Array<ArrayBuffer>,
  ) => fetch(new URL(url, origin), { method, headers: { ...common, ...more }, body: body ?? null });
  const client: TusTestClient = {
    create: ({ sizeBytes, metadata }) =>
      request('/uploads', 'POST', {
        'upload-length': String(sizeBytes),
        'upload-metadata': Object.entries(metadata)
          .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      }),
    send: (url, offsetBytes, bytes) =>
      request(
        url,
        'PATCH',
        { 'upload-offset': String(offsetBytes), 'content-type': 'application/offset+octet-stream' },
        bytes,
      ),
    head: (url) => request(url, 'HEAD'),
    remove: (url) => request(url, 'DELETE'),
    async upload(bytes, metadata, chunkBytes = 8 * 1024 * 1024) {
      const created = await client.create({ sizeBytes: bytes.byteLength, metadata });
      const url = created.headers.get('location');
      if (!url) return created;
      let response = created;
      for (let offset = 0; offset < bytes.byteLength; offset += chunkBytes) {
        response = await client.send(url, offset, bytes.subarray(offset, offset + chunkBytes));
        if (!response.ok) return response;
      }
      return response;
    },
  };
  return client;
}

/** The id in the URL of an upload. */
export function uploadIdOf(response: Response): UploadId {
  return UploadId.parse(response.headers.get('location')?.split('/').at(-1));
}
