/** Runs every test of the house once and ends with one plain line: `N passed, N failed`. */
import { parseCLI, startVitest } from 'vitest/node';

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest('test', filter, { ...options, watch: false });

let passed = 0;
let failed = 0;
let skipped = 0;
for (const testModule of vitest.state.getTestModules()) {
  for (const test of testModule.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') passed += 1;
    else if (state === 'failed') failed += 1;
    else skipped += 1;
  }
  // A file or suite that breaks before its tests run has failed, though none of its tests has.
  if (testModule.errors().length > 0) failed += 1;
  for (const suite of testModule.children.allSuites()) if (suite.errors().length > 0) failed += 1;
}
failed += vitest.state.getUnhandledErrors().length;
if (passed + failed === 0) failed = 1;

await vitest.close();
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
