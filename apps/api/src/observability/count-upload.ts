import type { MediaKind } from '@vitrine/schema';
import type { Metrics } from './create-metrics.ts';

/** Counts an upload that came to its end; `kind` is null where it was refused. */
export function countUpload(
  metrics: Metrics,
  upload: { kind: MediaKind | null; startedAt: Date | null; now: Date },
): void {
  const status = upload.kind === null ? 'error' : 'success';
  metrics.uploadsTotal.inc({ file_type: upload.kind ?? 'unknown', status });
  if (upload.startedAt) {
    metrics.uploadDurationSeconds.observe((upload.now.getTime() - upload.startedAt.getTime()) / 1000);
  }
}
