import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Server } from '@tus/server';
import { expect, onTestFinished, test } from 'vitest';
import { openLocalStorage } from './local.ts';
import { type ObjectKey, objectKey } from './object-keys.ts';
import { TusStore, type UploadRecord, type UploadRecords } from './tus-store.ts';

const day = 24 * 60 * 60 * 1000;

/** Rows in memory behind the port that the real ones are behind. */
class RecordsInMemory implements UploadRecords {
  readonly rows = new Map<string, UploadRecord>();
  readonly advances: number[] = [];

  begin(sizeBytes: number, createdAt = new Date()): UploadRecord {
    const key = objectKey({ namespaceId: randomUUID(), purpose: 'quarantine', id: randomUUID() });
    const row = {
      id: randomUUID(),
      key,
      sizeBytes,
      offsetBytes: 0,
      metadata: { filename: 'a.bin' },
      createdAt,
    };
    this.rows.set(row.id, row);
    return row;
  }
  async get(id: string) {
    return this.rows.get(id) ?? null;
  }
  async advance(id: string, offsetBytes: number) {
    this.advances.push(offsetBytes);
    const row = this.rows.get(id);
    if (row) this.rows.set(id, { ...row, offsetBytes });
  }
  async terminate(id: string) {
    this.rows.delete(id);
  }
}

async function openStore() {
  const directory = await mkdtemp(path.join(tmpdir(), 'vitrine-tus-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const storage = await openLocalStorage(directory);
  const records = new RecordsInMemory();
  const store = new TusStore({ storage, records, expiresAfterMs: day });
  const partOf = (key: ObjectKey) => {
    const [namespaceId = '', purpose = '', id = ''] = key.split('/');
    return path.join(directory, namespaceId, purpose, id.slice(-2), `${id}.part`);
  };
  return { storage, records, store, partOf };
}

test('an upload in two parts over tus is the file that was sent', async () => {
  const { storage, records, store } = await openStore();
  const bytes = randomBytes(3_000_000);
  const finished: string[] = [];
  const tus = new Server({
    path: '/uploads',
    datastore: store,
    namingFunction: () => records.begin(bytes.length).id,
    onUploadFinish: async (_request, upload) => {
      finished.push(upload.id);
      return {};
    },
  });
  const send = (
    url: string,
    method: string,
    headers: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ) => tus.handleWeb(new Request(url, { method, headers: { 'tus-resumable': '1.0.0', ...headers }, body }));

  const created = await send('http://localhost/uploads', 'POST', { 'upload-length': String(bytes.length) });
  expect(created.status).toBe(201);
  const url = created.headers.get('location') ?? '';
  const patch = (offset: number, end: number) =>
    send(
      url,
      'PATCH',
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      Uint8Array.from(bytes.subarray(offset, end)),
    );
  expect((await patch(0, 1_500_000)).headers.get('upload-offset')).toBe('1500000');
  expect((await send(url, 'HEAD', {})).headers.get('upload-offset')).toBe('1500000');
  expect((await patch(0, 1000)).status).toBe(409);
  expect((await patch(1_500_000, bytes.length)).status).toBe(204);

  const [row] = [...records.rows.values()];
  expect(row?.offsetBytes).toBe(bytes.length);
  expect(finished).toEqual([row?.id]);
  if (row) {
    const stored = await storage.withLocalFile(row.key, (file) => readFile(file));
    expect(stored.equals(bytes)).toBe(true);
  }
});

test('an upload that no row knows does not exist', async () => {
  const { store } = await openStore();
  const id = randomUUID();
  await expect(store.getUpload(id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.write(Readable.from([Buffer.from('x')]), id, 0)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(store.remove(id)).rejects.toMatchObject({ code: 'not-found' });
});

test('bytes that a killed process wrote but never acknowledged are written again', async () => {
  const { storage, records, store, partOf } = await openStore();
  const row = records.begin(20);
  await store.write(Readable.from([Buffer.from('ten bytes.')]), row.id, 0);
  await writeFile(partOf(row.key), 'garbage', { flag: 'a' });
  expect((await store.getUpload(row.id)).offset).toBe(10);
  await store.write(Readable.from([Buffer.from('and the re')]), row.id, 10);
  expect(await storage.withLocalFile(row.key, (file) => readFile(file, 'utf8'))).toBe('ten bytes.and the re');
});

test('where the disk lost bytes, the upload goes on at what is left', async () => {
  const { records, store, partOf } = await openStore();
  const row = records.begin(20);
  await store.write(Readable.from([Buffer.from('ten bytes.')]), row.id, 0);
  await truncate(partOf(row.key), 4);
  expect((await store.getUpload(row.id)).offset).toBe(4);
  expect(records.rows.get(row.id)?.offsetBytes).toBe(4);
});

test('a process that died after the last byte left a whole file', async () => {
  const { storage, records, store } = await openStore();
  const row = records.begin(10);
  await storage.append(row.key, Buffer.from('ten bytes.'), { offsetBytes: 0, maxBytes: 10 });
  await records.advance(row.id, 10);
  expect((await store.getUpload(row.id)).offset).toBe(10);
  expect(await storage.head(row.key)).toMatchObject({ sizeBytes: 10 });
});

test('an upload whose bytes have become a file elsewhere stays complete', async () => {
  const { storage, records, store } = await openStore();
  const row = records.begin(10);
  await store.write(Readable.from([Buffer.from('ten bytes.')]), row.id, 0);
  const original = objectKey({ namespaceId: randomUUID(), purpose: 'original', id: randomUUID() });
  await storage.move(row.key, original);
  expect((await store.getUpload(row.id)).offset).toBe(10);
  expect(records.rows.get(row.id)?.offsetBytes).toBe(10);
});

test('a cut connection is resumed at the last byte that came', async () => {
  const { records, store } = await openStore();
  const row = records.begin(100);
  const cut = async function* () {
    yield Buffer.from('ten bytes.');
    throw new Error('the connection was cut');
  };
  await expect(store.write(Readable.from(cut()), row.id, 0)).rejects.toThrow('the connection was cut');
  expect((await store.getUpload(row.id)).offset).toBe(10);
});

test('a large part is acknowledged as it comes, so that a killed process loses little of it', async () => {
  const { records, store } = await openStore();
  const row = records.begin(20 * 1024 * 1024);
  await store.write(Readable.from([randomBytes(9 * 1024 * 1024), randomBytes(11 * 1024 * 1024)]), row.id, 0);
  expect(records.advances).toEqual([9 * 1024 * 1024, 20 * 1024 * 1024]);
});

test('giving up removes the bytes', async () => {
  const { storage, records, store } = await openStore();
  const row = records.begin(20);
  await store.write(Readable.from([Buffer.from('ten bytes.')]), row.id, 0);
  await store.remove(row.id);
  expect(records.rows.size).toBe(0);
  expect(await storage.unfinishedBytes(row.key)).toBeNull();
});
