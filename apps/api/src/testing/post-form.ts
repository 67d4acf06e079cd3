import { UploadedMediaFile, UploadOutcome, WireError } from '@vitrine/schema';
import * as z from 'zod';

type Part = { filename: string; bytes: Uint8Array<ArrayBuffer> | string; type?: string };

/** A form as a browser sends it. */
export async function postForm(
  origin: string,
  headers: Record<string, string>,
  parts: Part | readonly Part[],
  fields: Record<string, string> = {},
): Promise<Response> {
  const form = new FormData();
  for (const part of [parts].flat()) {
    form.append('file', new Blob([part.bytes], { type: part.type ?? '' }), part.filename);
  }
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return fetch(`${origin}/upload`, { method: 'POST', headers, body: form });
}

/** @throws with the whole answer where the file was not taken. */
export async function readUploaded(response: Response): Promise<UploadedMediaFile> {
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(body)}`);
  return UploadedMediaFile.parse(body);
}

export async function readOutcomes(response: Response): Promise<UploadOutcome[]> {
  return z.array(UploadOutcome).parse(await response.json());
}

/** Status and code of a refusal. */
export async function readRefusal(response: Response): Promise<{ status: number } & WireError> {
  return { status: response.status, ...WireError.parse(await response.json()) };
}
