import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'neutral',
  unbundle: true,
  dts: { tsconfig: 'tsconfig.build.json', sourcemap: false },
  fixedExtension: false,
  sourcemap: true,
});
