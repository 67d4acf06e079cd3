import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { transaction } from './db/transaction.ts';
import { beginUpload } from './domain/uploads/begin-upload.ts';
import { processUploadedFile } from './domain/uploads/process-uploaded-file.ts';
import { createMetrics } from './observability/create-metrics.ts';
import { enqueue } from './queue/enqueue.ts';
import { startWorker } from './start-worker.ts';
import { objectKey } from './storage/object-keys.ts';
import type { StorageDriver } from './storage/storage-driver.ts';
import { openTestDomain } from './testing/open-test-domain.ts';
import { startGate } from './testing/start-gate.ts';

const domain = await openTestDomain();
const { services } = domain;
const { db, storage } = services;
afterAll(() => domain[Symbol.asyncDispose]());

const isLockedByTheLiving = async () => {
  const { rows } = await db.pool.query(
    'select from graphile_worker.jobs j join worker_heartbeat h on h.worker_id = j.locked_by',
  );
  return rows.length > 0;
};

const jobOf = async () => {
  const { rows } = await db.pool.query<{ is_locked: boolean; attempts: number }>(
    "select locked_at is not null as is_locked, attempts from graphile_worker.jobs where task_identifier = 'process-uploaded-file'",
  );
  return rows[0];
};

/** As a disk that hangs: a job that needs it is still busy when its worker has to stop. */
const neverAnswering = (driver: StorageDriver): StorageDriver =>
  new Proxy(driver, {
    get: (target, name) =>
      typeof Reflect.get(target, name) === 'function'
        ? () => new Promise<never>(() => undefined)
        : Reflect.get(target, name),
  });

test('a worker that is told to stop lets go of its job at once, and the next one does it', async () => {
  const scope = await (await domain.addSite()).as('contributor');
  const namespaceId = scope.namespace.id;
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const uploadId = scope.newId();
  await beginUpload(scope, {
    uploadId,
    filename: 'teal.png',
    declaredMimeType: 'image/png',
    sizeBytes: bytes.byteLength,
    fields: [],
  });
  const key = objectKey({ namespaceId, purpose: 'quarantine', id: uploadId });
  await storage.put(key, bytes, { maxBytes: bytes.byteLength });
  const finished = { state: 'finishing', offsetBytes: bytes.byteLength };
  await db.prisma.upload.update({ where: { id: uploadId }, data: finished });
  await transaction(services, (tx) =>
    enqueue(tx, processUploadedFile.name, processUploadedFile.payload, { namespaceId, uploadId }),
  );

  const first = await startWorker({ ...services, storage: neverAnswering(storage) }, createMetrics());
  await expect.poll(jobOf, { interval: 5 }).toMatchObject({ is_locked: true });
  // Or what takes longer than a heartbeat would be given to somebody else as well.
  await expect.poll(isLockedByTheLiving, { interval: 50 }).toBe(true);
  const stoppingAt = performance.now();
  await first.stop();
  expect(performance.now() - stoppingAt).toBeLessThan(5000);
  expect(await jobOf()).toMatchObject({ is_locked: false });
  expect(await db.prisma.workerHeartbeat.count()).toBe(0);

  const second = await startWorker(services, createMetrics());
  const stateOf = async () => (await db.prisma.upload.findUnique({ where: { id: uploadId } }))?.state;
  await expect.poll(stateOf, { timeout: 30_000 }).toBe('done');
  expect(await db.prisma.media.count({ where: { namespaceId } })).toBe(1);
  await second.stop();
}, 60_000);

test('a worker whose database is away while it writes down how a job ended works on when it is back', async () => {
  const gate = await startGate(db.url);
  const busy = Promise.withResolvers<void>();
  const away = Promise.withResolvers<never>();
  away.promise.catch(() => undefined);
  const failing = new Proxy(storage, {
    get: (target, name) =>
      typeof Reflect.get(target, name) === 'function'
        ? () => {
            busy.resolve();
            return away.promise;
          }
        : Reflect.get(target, name),
  });
  const worker = await startWorker(
    { ...services, storage: failing, db: { ...db, url: gate.url } },
    createMetrics(),
  );
  const add = (name: string) => db.pool.query("select graphile_worker.add_job($1, '{}'::json)", [name]);
  await add('agree-on-storage');
  await busy.promise;
  await gate.shut();
  away.reject(new Error('The disk is gone as well.'));
  // Longer than it takes to find out that nothing can be written down.
  await expect.poll(async () => (await fetchLocked()) > 0).toBe(true);
  await gate.open();
  await add('fold-counters');
  const countOf = async () => {
    const { rows } = await db.pool.query(
      "select from graphile_worker.jobs where task_identifier = 'fold-counters'",
    );
    return rows.length;
  };
  await expect.poll(countOf, { timeout: 20_000 }).toBe(0);
  await worker.stop();
  await gate.shut();
}, 60_000);

const fetchLocked = async () =>
  (await db.pool.query('select from graphile_worker.jobs where locked_at is not null')).rows.length;
