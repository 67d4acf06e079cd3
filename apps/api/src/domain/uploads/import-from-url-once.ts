import { TaskId, UploadId } from '@vitrine/schema';
import { runOnce } from '../idempotency/run-once.ts';
import type { Scope } from '../scope.ts';
import { findUpload } from './find-upload.ts';
import { type BegunImport, type Import, importFromUrl } from './import-from-url.ts';

/** Imports a file once, however often the same request comes with the same key. */
export function importFromUrlOnce(
  scope: Scope,
  input: Import,
  key: string | undefined,
): Promise<BegunImport> {
  const request = { key, content: ['uploads.importFromUrl', input], newIds: [scope.newId(), scope.newId()] };
  return runOnce(scope, request, {
    first: ([taskId = '', uploadId = '']) => importFromUrl(scope, input, { taskId, uploadId }),
    again: async ([taskId, uploadId = '']) => {
      await findUpload(scope, uploadId);
      return { taskId: TaskId.parse(taskId), uploadId: UploadId.parse(uploadId) };
    },
  });
}
