import { expect, test } from 'vitest';
import { createMetrics } from './create-metrics.ts';

test('the documented metrics are there under their documented names and labels', async () => {
  const metrics = createMetrics();
  metrics.uploadsTotal.inc({ file_type: 'image', status: 'success' });
  metrics.uploadDurationSeconds.observe(1.2);
  metrics.setStorageBytes([{ slug: 'demo', bytes: 5 }]);
  const text = await metrics.registry.metrics();
  expect(text).toContain('media_uploads_total{file_type="image",status="success"} 1');
  expect(text).toContain('media_upload_duration_seconds_count 1');
  expect(text).toContain('media_storage_bytes{namespace="demo"} 5');
  expect(text).toContain('# TYPE ai_analysis_duration_seconds histogram');
});

test('beyond a hundred namespaces the small ones count together', async () => {
  const metrics = createMetrics();
  metrics.setStorageBytes(Array.from({ length: 103 }, (_, n) => ({ slug: `n${n}`, bytes: n + 1 })));
  const text = await metrics.registry.metrics();
  expect(text).toContain('media_storage_bytes{namespace="n102"} 103');
  expect(text).toContain('media_storage_bytes{namespace="other"} 6');
  expect(text).not.toContain('namespace="n0"');
});
