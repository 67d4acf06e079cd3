import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/NewsEditor/index.ts', 'src/testing/index.ts'],
  format: 'esm',
  platform: 'browser',
  unbundle: true,
  dts: { tsconfig: 'tsconfig.build.json', sourcemap: false },
  fixedExtension: false,
  sourcemap: true,
  // 'use client' stays at the head of its own file, because files are not bundled together.
  inputOptions: { checks: { moduleLevelDirective: false } },
});
