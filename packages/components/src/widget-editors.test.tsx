import '@vitrine/components/styles.css';
import { type WidgetConfigs, WidgetType, widgets } from '@vitrine/schema';
import { type ComponentType, Suspense } from 'react';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { FakeProvider } from './testing/FakeProvider.tsx';
import { type WidgetEditorProps, type WidgetViewProps, widgetEditors } from './widget-editors.ts';

type AnyConfig = WidgetConfigs[WidgetType];

test.each(WidgetType.options)(
  '%s has an editor and a view that take what a new one starts with',
  async (type) => {
    const Editor = widgetEditors[type].Editor as ComponentType<WidgetEditorProps<AnyConfig>>;
    const View = widgetEditors[type].View as ComponentType<WidgetViewProps<AnyConfig>>;
    const config = widgets[type].initial;
    const screen = await render(
      <FakeProvider>
        <Suspense fallback="Loading">
          <Editor config={config} onChange={() => undefined} />
        </Suspense>
        <div data-testid="view">
          <View config={config} media={new Map()} />
        </div>
      </FakeProvider>,
    );
    await expect.element(screen.getByRole('region', { name: /^(Image|Gallery|News)$/ })).toBeVisible();
    await expect.element(screen.getByTestId('view')).toBeInTheDocument();
  },
);
