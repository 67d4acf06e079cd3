import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { mutateSources } from './apps/api/src/testing/model/mutants/mutate-sources.ts';
import { findChromium } from './scripts/find-chromium.ts';
import { kitStyles } from './scripts/kit-styles.ts';
import { listBrowserDependencies } from './scripts/list-browser-dependencies.ts';
import { nodeSourceConditions, sourceConditions } from './scripts/source-conditions.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const chromium = await findChromium();

// Child processes that tests start inherit it, and so read the packages from source as well.
const execArgv = ['--conditions=@vitrine/source'];

/** A new object for each project: two projects that share one would share its servers too. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromium }),
  instances: [{ browser: 'chromium' as const }],
});

const nodeProject = (
  name: string,
  root: string,
  test: NonNullable<TestProjectInlineConfiguration['test']> = {},
): TestProjectInlineConfiguration => ({
  resolve: { conditions: nodeSourceConditions },
  ssr: { resolve: { conditions: nodeSourceConditions } },
  test: { name, root: at(root), environment: 'node', include: ['src/**/*.test.ts'], execArgv, ...test },
});

// Migrates one template database for the whole run; each test file clones it.
const apiSetup = at('apps/api/src/testing/global-setup.ts');

const quietReact = at('packages/components/src/testing/quiet-react.ts');

/** How long something may take that is awaited: two cores shared by browsers, databases and decoders can be slow. */
const patience = { testTimeout: 90_000, expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    // Tests wait for databases, browsers and child processes more than they compute: two at a time also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      nodeProject('house', '.', { include: ['*.test.ts', 'scripts/**/*.test.ts'] }),
      nodeProject('schema', 'packages/schema'),
      nodeProject('client', 'packages/client'),
      nodeProject('api', 'apps/api', {
        globalSetup: existsSync(apiSetup) ? [apiSetup] : [],
        ...patience,
        hookTimeout: 120_000,
        // Every file has a database of its own and shares nothing else: loading the server's modules once per
        // worker and not once per file saves a third of the processor time.
        isolate: false,
        exclude: ['src/testing/model/**'],
      }),
      {
        ...nodeProject('model', 'apps/api', {
          include: ['src/testing/model/**/*.test.ts'],
          globalSetup: existsSync(apiSetup) ? [apiSetup] : [],
          ...patience,
          hookTimeout: 120_000,
        }),
        plugins: [mutateSources()],
      },
      nodeProject('playground', 'apps/playground', {
        include: ['{src,server}/**/*.test.ts'],
        globalSetup: existsSync(apiSetup) ? [apiSetup] : [],
        ...patience,
        hookTimeout: 120_000,
      }),
      nodeProject('e2e', 'apps/playground', {
        include: ['e2e/**/*.test.ts'],
        fileParallelism: false,
        // Browsers one after the other, and not beside the databases: they would only wait for each other.
        sequence: { groupOrder: 3 },
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
      {
        plugins: [react(), kitStyles()],
        resolve: { conditions: sourceConditions },
        // Found while a test runs, a dependency would reload the page and the test with it.
        optimizeDeps: { include: await listBrowserDependencies() },
        test: {
          name: 'components',
          root: at('packages/components'),
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: [quietReact],
          ...patience,
          sequence: { groupOrder: 1 },
          browser: browser(),
        },
      },
      {
        plugins: [storybookTest({ configDir: at('.storybook') })],
        test: {
          name: 'storybook',
          setupFiles: [quietReact],
          ...patience,
          // Stories share nothing but the page: loading it once saves a third of the time.
          isolate: false,
          sequence: { groupOrder: 2 },
          browser: browser(),
        },
      },
    ],
  },
});
