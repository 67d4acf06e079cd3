import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { kitStyles } from '../../scripts/kit-styles.ts';
import { sourceConditions } from '../../scripts/source-conditions.ts';

export default defineConfig({
  plugins: [react(), kitStyles()],
  resolve: { conditions: sourceConditions },
  build: { target: 'es2024' },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://localhost:4001' } },
});
