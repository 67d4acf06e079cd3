/** Packs the published packages, installs only the tarballs into an empty folder and compiles a small host
 *  against them, strictly and with library checks on: what a user of the packages would see. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const rootPackage = require('../package.json') as { devDependencies: Record<string, string> };
const kitPackage = require('../packages/components/package.json') as {
  devDependencies: Record<string, string>;
};

const shell = process.platform === 'win32';
const folder = mkdtempSync(path.join(tmpdir(), 'vitrine-consumer-'));
const npm = (cwd: string, ...args: string[]) => execFileSync('npm', args, { cwd, stdio: 'inherit', shell });

try {
  const tarballs = path.join(folder, 'tarballs');
  mkdirSync(tarballs);
  for (const name of ['schema', 'client', 'components']) {
    npm(path.join(root, 'packages', name), 'pack', '--silent', '--pack-destination', tarballs);
  }
  cpSync(path.join(root, 'scripts', 'consumer'), folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: Object.fromEntries(
        readdirSync(tarballs).map((file) => [packageNameOf(file), `file:tarballs/${file}`]),
      ),
      devDependencies: {
        '@types/react': kitPackage.devDependencies['@types/react'],
        '@types/react-dom': kitPackage.devDependencies['@types/react-dom'],
        react: rootPackage.devDependencies.react,
        'react-dom': rootPackage.devDependencies['react-dom'],
        typescript: rootPackage.devDependencies.typescript,
      },
    }),
  );
  npm(folder, 'install', '--no-audit', '--no-fund', '--loglevel=error');
  npm(folder, 'exec', '--', 'tsc', '-p', '.');
  execFileSync(process.execPath, ['host.ts'], { cwd: folder, stdio: 'inherit' });
  console.log('A consumer of the packed packages compiles and runs.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** `vitrine-schema-0.1.0.tgz` → `@vitrine/schema`. */
function packageNameOf(tarball: string): string {
  const name = tarball.match(/^vitrine-(.+)-\d+\.\d+\.\d+\.tgz$/)?.[1];
  if (!name) throw new Error(`npm packed ${tarball}, which is not named as a package of ours.`);
  return `@vitrine/${name}`;
}
