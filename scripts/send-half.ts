import http from 'node:http';

/** Sends half of what a tus PATCH at `offset` announces and resets the connection: as a client that loses its network. */
export async function sendHalf(
  url: URL,
  headers: Record<string, string>,
  offset: number,
  bytes: Uint8Array,
): Promise<void> {
  const request = http.request(url, {
    method: 'PATCH',
    headers: {
      ...headers,
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes.byteLength),
    },
  });
  const over = new Promise((resolve) => request.once('close', resolve));
  // That it breaks is what we do.
  request.on('error', () => request.destroy());
  request.write(bytes.subarray(0, bytes.byteLength / 2), () => request.socket?.resetAndDestroy());
  await over;
}
