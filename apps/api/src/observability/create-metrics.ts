import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** More namespaces than these count together as `other`: a label per tenant would grow without end. */
const maxNamespaces = 100;

export type Metrics = ReturnType<typeof createMetrics>;

/** The numbers behind `/metrics`. No label ever holds an id. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const storageBytes = new Gauge({
    name: 'media_storage_bytes',
    help: 'Bytes of live files by namespace, the largest hundred by name.',
    labelNames: ['namespace'] as const,
    registers,
  });

  return {
    registry,
    uploadsTotal: new Counter({
      name: 'media_uploads_total',
      help: 'Uploads that came to an end.',
      labelNames: ['file_type', 'status'] as const,
      registers,
    }),
    uploadDurationSeconds: new Histogram({
      name: 'media_upload_duration_seconds',
      help: 'From the first byte of an upload to its file.',
      buckets: seconds,
      registers,
    }),
    aiAnalysisDurationSeconds: new Histogram({
      name: 'ai_analysis_duration_seconds',
      help: 'One call of the analysis service.',
      buckets: seconds,
      registers,
    }),
    jobDurationSeconds: new Histogram({
      name: 'media_job_duration_seconds',
      help: 'One run of a job.',
      labelNames: ['job', 'status'] as const,
      buckets: seconds,
      registers,
    }),
    correctionsTotal: new Counter({
      name: 'media_corrections_total',
      help: 'Derived numbers that had drifted and were put right at night.',
      labelNames: ['what'] as const,
      registers,
    }),
    httpRequestDurationSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'One HTTP request, by route pattern.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: seconds,
      registers,
    }),
    /** Replaces all that is known of the bytes by namespace slug. */
    setStorageBytes(namespaces: readonly { slug: string; bytes: number }[]): void {
      const largest = namespaces.toSorted((a, b) => b.bytes - a.bytes);
      storageBytes.reset();
      for (const { slug, bytes } of largest.slice(0, maxNamespaces))
        storageBytes.set({ namespace: slug }, bytes);
      const rest = largest.slice(maxNamespaces);
      if (rest.length > 0)
        storageBytes.set(
          { namespace: 'other' },
          rest.reduce((sum, { bytes }) => sum + bytes, 0),
        );
    },
  };
}
