import '@vitrine/components/styles.css';
import './preview.css';
import type { Decorator, Preview } from '@storybook/react-vite';
import { arabicMessages } from '@vitrine/components';
import { type FakeOptions, FakeProvider } from '@vitrine/components/testing';
import { useEffect } from 'react';
import { configure } from 'storybook/test';

// As long as the tests' own patience: a busy machine draws late.
configure({ asyncUtilTimeout: 20_000 });

/** Texts and numbers of the two directions; Arabic with Latin digits, as most sites write it. */
const locales = { ltr: 'en-US', rtl: 'ar-u-nu-latn' } as const;

/** Puts a library in memory around each story: `parameters.fake` sets it, `parameters.bare` leaves it out. */
const withProvider: Decorator = (Story, { globals, parameters, id }) => {
  const theme = globals.theme === 'dark' ? 'dark' : 'light';
  const direction = globals.direction === 'rtl' ? 'rtl' : 'ltr';
  const density = globals.density === 'compact' ? 'compact' : 'comfortable';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.style.colorScheme = theme;
    document.documentElement.dir = direction;
    document.documentElement.lang = locales[direction];
  }, [theme, direction]);
  if (parameters.bare) return <Story />;
  return (
    <FakeProvider
      key={`${id}-${direction}`}
      options={parameters.fake as FakeOptions | undefined}
      locale={locales[direction]}
      messages={direction === 'rtl' ? arabicMessages : undefined}
      theme={theme}
      density={density}
    >
      <Story />
    </FakeProvider>
  );
};

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [withProvider],
  initialGlobals: { theme: 'light', direction: 'ltr', density: 'comfortable' },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction, and with it the language',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    density: {
      description: 'Height of rows and controls',
      toolbar: { title: 'Density', icon: 'component', items: ['comfortable', 'compact'], dynamicTitle: true },
    },
  },
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    options: { storySort: { order: ['Start here', 'Tokens', '*'] } },
  },
};
export default preview;
