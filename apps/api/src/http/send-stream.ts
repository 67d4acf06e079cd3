import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

type Bytes = Uint8Array<ArrayBuffer>;

/** Two for each answer that is being sent: a thousand slow clients hold 128 MiB. */
const bufferBytes = 64 * 1024;
/** Kept for the next answers: a film is asked for in one part after the other. */
const maxSpare = 64;
const spare: ArrayBuffer[] = [];

const takeBuffer = () => spare.pop() ?? new ArrayBuffer(bufferBytes);

/**
 * Sends a stream as the body of an answer, no faster than the client takes it, and ends the answer. Where the stream
 * fills buffers that it is given, all answers share a few: new memory for each part costs more than reading it.
 * @throws what the stream throws, or that the connection has ended: the answer is destroyed and the stream cancelled.
 */
export async function sendStream(body: ReadableStream<Bytes>, response: ServerResponse): Promise<void> {
  const reader = readerOf(body);
  if (!reader) return pipeline(body, response);
  try {
    await sendFilled(reader, response);
    response.end();
  } catch (error) {
    response.destroy();
    await reader.cancel(error);
    throw error;
  }
}

/** Null where the stream makes its own buffers. */
function readerOf(body: ReadableStream<Bytes>): ReadableStreamBYOBReader | null {
  try {
    return body.getReader({ mode: 'byob' });
  } catch (error) {
    if (error instanceof TypeError && !body.locked) return null;
    throw error;
  }
}

/** One buffer is filled while the other is sent. */
async function sendFilled(reader: ReadableStreamBYOBReader, response: ServerResponse): Promise<void> {
  let onSent: (() => void) | undefined;
  // Of a connection that ends not every write is called back.
  response.once('close', () => onSent?.());
  const send = (part: Bytes) =>
    new Promise<ArrayBuffer>((resolve) => {
      onSent = () => resolve(part.buffer);
      response.write(part, onSent);
    });

  let sending = Promise.resolve(takeBuffer());
  let buffer = takeBuffer();
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    const sent = await sending;
    if (response.destroyed) throw new Error('The client has closed the connection.');
    if (done) {
      if (spare.length < maxSpare) spare.push(sent, ...(value ? [value.buffer] : []));
      return;
    }
    sending = send(value);
    buffer = sent;
  }
}
