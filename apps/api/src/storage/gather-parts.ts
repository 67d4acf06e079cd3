import { MediaError } from '../errors/media-error.ts';
import type { ByteSource } from './storage-driver.ts';

/**
 * Cuts what comes into parts of one length; the last one may be shorter, and is left out where it would be empty.
 * When `body` breaks off or is too long, what came before is given first and its error thrown after it.
 * @param options.begun goes before `body` in the first part: the end of what was stored earlier.
 * @param options.startBytes where `begun` lies in the object.
 * @param options.maxBytes of the whole object.
 * @throws MediaError 'upload.too-large' { limitBytes }.
 */
export async function* gatherParts(
  body: ByteSource,
  options: { partBytes: number; startBytes: number; maxBytes: number; begun?: Uint8Array },
): AsyncGenerator<Buffer> {
  const { partBytes, maxBytes, begun } = options;
  let gathered: Uint8Array[] = begun ? [begun] : [];
  let gatheredBytes = begun?.byteLength ?? 0;
  let lengthBytes = options.startBytes + gatheredBytes;
  const take = () => {
    const part = Buffer.concat(gathered, gatheredBytes);
    gathered = [];
    gatheredBytes = 0;
    return part;
  };

  let failure: { error: unknown } | null = null;
  try {
    for await (const chunk of body instanceof Uint8Array ? [body] : body) {
      const isTooMuch = lengthBytes + chunk.byteLength > maxBytes;
      let rest = isTooMuch ? chunk.subarray(0, maxBytes - lengthBytes) : chunk;
      lengthBytes += rest.byteLength;
      while (gatheredBytes + rest.byteLength >= partBytes) {
        const roomBytes = partBytes - gatheredBytes;
        gathered.push(rest.subarray(0, roomBytes));
        gatheredBytes = partBytes;
        rest = rest.subarray(roomBytes);
        yield take();
      }
      gathered.push(rest);
      gatheredBytes += rest.byteLength;
      if (isTooMuch) throw new MediaError('upload.too-large', { limitBytes: maxBytes });
    }
  } catch (error) {
    failure = { error };
  }
  if (gatheredBytes > 0) yield take();
  if (failure) throw failure.error;
}
