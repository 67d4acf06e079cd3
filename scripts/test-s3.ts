/**
 * `npm run test:s3`: the contract suite of the S3 driver, against a real server. By default a Ceph that it starts on
 * this machine and ends afterwards; with VITRINE_TEST_S3_ENDPOINT any other one, whose user (VITRINE_TEST_S3_ACCESS_KEY_ID
 * and VITRINE_TEST_S3_SECRET_ACCESS_KEY) may make buckets. They are named vitrine-<uuid> and left there.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exitOf, openRealS3 } from './ceph.ts';

const s3 = await openRealS3();
let code = 1;
try {
  console.log(`The suite of the S3 driver runs against ${s3.endpoint}.`);
  const tests = fileURLToPath(new URL('./test.ts', import.meta.url));
  const words = [...process.execArgv, tests, '--project', 'api', 'src/storage/s3.test.ts'];
  code = await exitOf(
    spawn(process.execPath, words, {
      stdio: 'inherit',
      env: { ...process.env, VITRINE_TEST_S3_ENDPOINT: s3.endpoint },
    }),
  );
} finally {
  await s3.close();
}
process.exit(code);
