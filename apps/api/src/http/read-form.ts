import { once } from 'node:events';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { MediaError } from '../errors/media-error.ts';

export interface FilePart {
  /** Of the form's field. */
  name: string;
  filename: string;
  mimeType: string;
  bytes: AsyncIterable<Uint8Array>;
}

interface FormLimits {
  files: number;
  fields: number;
  fieldBytes: number;
}

interface FormReader {
  field(name: string, value: string): void;
  /** Reads its part, or throws; the next part comes after it. */
  file(part: FilePart): Promise<void>;
}

/** So much of a form that was refused is still read and forgotten, so that the client gets to see the answer. */
const maxDrainBytes = 16 * 1024 * 1024;

/**
 * Reads a multipart form as it arrives. Where `field` or `file` throws, the rest of the form is forgotten and this
 * throws the same.
 * @throws MediaError 'input.invalid' for a form that is malformed, breaks off or is over its limits.
 */
export async function readForm(
  request: { body: ReadableStream<Uint8Array> | null; contentType: string | undefined },
  limits: FormLimits,
  reader: FormReader,
): Promise<void> {
  const { body, contentType } = request;
  if (!body || !contentType?.toLowerCase().startsWith('multipart/form-data')) {
    throw malformed('Send the file as multipart/form-data.');
  }
  const form = openForm(contentType, limits);
  const refused = new AbortController();
  const readings = listen(form, reader, refused);
  const ended = once(form, 'finish', { signal: refused.signal });
  await Promise.allSettled([pour(body, form, refused), ended]);
  await Promise.allSettled(readings);
  if (refused.signal.aborted) throw refused.signal.reason;
}

function listen(form: BusboyInstance, reader: FormReader, refused: AbortController): Promise<void>[] {
  const readings: Promise<void>[] = [];
  const refuse = (error: unknown) => refused.abort(error);
  form.on('error', (error) => refuse(broken(error)));
  form.on('field', (name, value, isNameCut, isValueCut) => {
    try {
      if (isNameCut || isValueCut) throw malformed('A field of the form is too long.');
      reader.field(name, value);
    } catch (error) {
      refuse(error);
    }
  });
  form.on('file', (name, bytes: BusboyFileStream, filename, _encoding, mimeType) => {
    bytes.on('error', (error) => refuse(broken(error)));
    refused.signal.addEventListener('abort', () => bytes.destroy(), { once: true });
    const part = {
      name: name ?? '',
      filename: filename ?? '',
      mimeType,
      // Who stops reading ends their part, not the form: what is left of it is passed over.
      bytes: bytes.iterator({ destroyOnReturn: false }),
    };
    const reading = reader.file(part).then(() => bytes.resume(), refuse);
    readings.push(reading.then(() => undefined));
  });
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    form.on(limit, () => refuse(malformed('The form has too many parts.')));
  }
  return readings;
}

/** Writes the body into the form at the pace of whoever reads its parts. */
async function pour(
  body: ReadableStream<Uint8Array>,
  form: BusboyInstance,
  refused: AbortController,
): Promise<void> {
  let drainedBytes = 0;
  try {
    for await (const chunk of body) {
      if (refused.signal.aborted) {
        drainedBytes += chunk.byteLength;
        if (drainedBytes > maxDrainBytes) return;
      } else if (!form.write(chunk)) {
        await Promise.allSettled([once(form, 'drain', { signal: refused.signal })]);
      }
    }
    if (!refused.signal.aborted) form.end();
  } catch (error) {
    refused.abort(broken(error));
  }
}

function openForm(contentType: string, limits: FormLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        files: limits.files,
        fields: limits.fields,
        parts: limits.files + limits.fields,
        fieldSize: limits.fieldBytes,
        fieldNameSize: 100,
        headerPairs: 20,
        headerSize: 16 * 1024,
      },
    });
  } catch (error) {
    throw broken(error);
  }
}

const malformed = (message: string) => new MediaError('input.invalid', undefined, { message });

const broken = (cause: unknown) =>
  new MediaError('input.invalid', undefined, {
    message: 'The form is malformed or broke off. Send it again.',
    cause,
  });
