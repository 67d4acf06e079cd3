import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/testing/index.ts'],
  format: 'esm',
  platform: 'browser',
  unbundle: true,
  dts: { tsconfig: 'tsconfig.build.json', sourcemap: false },
  fixedExtension: false,
  sourcemap: true,
});
