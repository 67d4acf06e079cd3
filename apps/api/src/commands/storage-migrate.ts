import pg from 'pg';
import { loadConfig } from '../config/load-config.ts';
import { openDatabase } from '../db/open-database.ts';
import { describeObjects } from '../domain/storage/describe-objects.ts';
import { listNeededObjects } from '../domain/storage/list-needed-objects.ts';
import { createLogger } from '../observability/logger.ts';
import { openDatabaseServer } from '../open-database-server.ts';
import { openLocalStorage } from '../storage/local.ts';
import { readMoveMarker } from '../storage/move-marker.ts';
import { type MoveProgress, type MoveResult, moveStorage } from '../storage/move-storage.ts';
import { openS3Storage } from '../storage/s3.ts';
import { type Command, UsageError } from './command.ts';
import { formatBytes } from './format-bytes.ts';
import { showProgress } from './show-progress.ts';

/** Two migrations of one library at a time would undo each other's seal. */
const migrationLock = 72_707_370;
const namedKeys = 20;

export const storageMigrate: Command = {
  help: `Usage: vitrine storage migrate --from local --to s3 [--accept-damage]

Copies every object of DATA_DIR/files to the bucket of AWS_STORAGE_BUCKET_NAME, reads each one back and compares
length and SHA-256, then switches: every process that runs goes over to the bucket within a second, and one that is
started later uses it whatever STORAGE_DRIVER says. Vitrine may run and take uploads meanwhile; for the last moments
writes wait. Nothing is removed from the disk. After an interruption, run it again: it goes on where it was.

  --from local --to s3   the only direction there is
  --accept-damage        switch although files are missing on the disk, or are not what they were when they came

Exits with 0 when everything is in the bucket, 1 when it is not, 2 when the command is not understood.`,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    'accept-damage': { type: 'boolean', default: false },
  },
  async run(values) {
    if (values.from !== 'local' || values.to !== 's3') throw new UsageError('Say --from local --to s3.');
    const config = loadConfig();
    const s3 = config.storage.s3;
    if (!s3)
      throw new UsageError('Set AWS_STORAGE_BUCKET_NAME and what else the bucket needs: see .env.example.');
    const log = createLogger({ ...config.log, level: 'warn' });
    const source = await openLocalStorage(config.storage.dir);
    const marker = await readMoveMarker(source.root);
    if (marker?.state === 'moved') {
      console.log(`The files are in the bucket ${marker.bucket} since ${marker.at}.`);
      return 0;
    }
    const server = await openDatabaseServer(config, log);
    const lock = new pg.Client({ connectionString: server.url, application_name: 'vitrine storage migrate' });
    // A connection that breaks takes the lock with it; the next query says so.
    lock.on('error', (error) => log.warn({ err: error }, 'the connection that holds the lock broke'));
    try {
      await lock.connect();
      const { rows } = await lock.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
        migrationLock,
      ]);
      if (!rows[0]?.got) throw new Error('Another migration of these files is running.');
      const db = await openDatabase({ url: server.url, role: 'worker', log });
      const progress = showProgress();
      const startedAt = performance.now();
      try {
        const result = await moveStorage({
          source,
          target: await openS3Storage(s3),
          place: { bucket: s3.bucket, endpoint: s3.endpoint },
          describe: (keys) => describeObjects(db, keys),
          listNeeded: () => listNeededObjects(db),
          acceptsDamage: values['accept-damage'] === true,
          now: () => new Date(),
          onProgress: (now) => progress.show(describeProgress(now)),
        });
        progress.end();
        report(result, s3.bucket, (performance.now() - startedAt) / 1000);
        return result.isMoved ? 0 : 1;
      } finally {
        await db.close();
      }
    } finally {
      await lock.end();
      await server.stop();
    }
  },
};

function describeProgress({ step, doneObjects, totalObjects, doneBytes, totalBytes }: MoveProgress): string {
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes);
  const what = step === 'copying' ? 'Copying' : 'Switching';
  return `${what}: ${doneObjects} of ${totalObjects} objects, ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)} (${percent} %)`;
}

function report({ isMoved, objects, bytes, damaged, missing }: MoveResult, bucket: string, seconds: number) {
  console.log(
    `${objects} objects, ${formatBytes(bytes)}, are in the bucket ${bucket}, each read back and compared (${seconds.toFixed(1)} s).`,
  );
  tell('Not what they were when they came, copied as they are', damaged);
  tell('Missing on the disk', missing);
  console.log(
    isMoved
      ? 'Vitrine uses the bucket from now on. Set STORAGE_DRIVER=s3; the files on the disk may go when you have a backup.'
      : 'Nothing was switched. Restore these files from a backup and run it again, or say --accept-damage.',
  );
}

function tell(what: string, keys: readonly string[]) {
  if (keys.length === 0) return;
  console.log(`${what}: ${keys.length}`);
  for (const key of keys.slice(0, namedKeys)) console.log(`  ${key}`);
  if (keys.length > namedKeys) console.log(`  and ${keys.length - namedKeys} more`);
}
