import type { StorybookConfig } from '@storybook/react-vite';
import { mergeConfig } from 'vite';
import { kitStyles } from '../scripts/kit-styles.ts';
import { listBrowserDependencies } from '../scripts/list-browser-dependencies.ts';
import { sourceConditions } from '../scripts/source-conditions.ts';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../packages/components/src/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: async (config) =>
    mergeConfig(config, {
      plugins: [kitStyles()],
      resolve: { conditions: sourceConditions },
      optimizeDeps: { include: await listBrowserDependencies() },
    }),
};
export default config;
