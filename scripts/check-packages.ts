/** Checks each published package as npm would ship it: publint for its manifest, attw for its types. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const packages = ['schema', 'client', 'components'];

for (const name of packages) {
  const cwd = fileURLToPath(new URL(`../packages/${name}`, import.meta.url));
  console.log(`\n${name}`);
  // On Windows the commands are .cmd files, which only a shell starts.
  const shell = process.platform === 'win32';
  execFileSync('publint', ['--strict'], { cwd, stdio: 'inherit', shell });
  const styles = name === 'components' ? ['--exclude-entrypoints', './styles.css', './styles.layer.css'] : [];
  execFileSync('attw', ['--pack', '.', '--profile', 'esm-only', ...styles], { cwd, stdio: 'inherit', shell });
}
