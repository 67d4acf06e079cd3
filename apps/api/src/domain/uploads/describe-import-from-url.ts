import * as z from 'zod';

/** The job that fetches a file for `uploads.importFromUrl`. */
export const importFromUrlJob = {
  name: 'import-from-url',
  payload: z.strictObject({ namespaceId: z.uuid(), taskId: z.uuid() }),
} as const;

/** What the task keeps until it has ended: an address may be a secret. */
export const ImportInput = z.object({ url: z.string(), filename: z.string().nullable(), uploadId: z.uuid() });
export type ImportInput = z.infer<typeof ImportInput>;

export const importTaskKind = 'import-from-url';
