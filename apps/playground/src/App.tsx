import { MediaProvider } from '@vitrine/components';
import { Route, Switch } from 'wouter';
import { fetchToken } from './host-api.ts';
import { KitPage } from './pages/KitPage.tsx';
import { LibraryPage } from './pages/LibraryPage.tsx';
import { PageEditor } from './pages/PageEditor.tsx';
import { PageList } from './pages/PageList.tsx';
import { PageReader } from './pages/PageReader.tsx';
import { SiteHeader } from './SiteHeader.tsx';
import { useTheme } from './use-theme.ts';

export function App({ vitrineUrl }: { vitrineUrl: string }) {
  const theme = useTheme();
  return (
    <MediaProvider endpoint={vitrineUrl} getToken={fetchToken} theme={theme.theme}>
      <SiteHeader theme={theme} />
      <Switch>
        <Route path="/" component={PageList} />
        <Route path="/media" component={LibraryPage} />
        <Route path="/kit/:name?">{({ name }) => <KitPage name={name} />}</Route>
        <Route path="/pages/:id/edit">{({ id }) => <PageEditor key={id} id={id} />}</Route>
        <Route path="/pages/:id">{({ id }) => <PageReader key={id} id={id} />}</Route>
        <Route>
          <main className="site-main">
            <h1>There is no such page</h1>
            <p>
              Go back to <a href="/">all pages</a>.
            </p>
          </main>
        </Route>
      </Switch>
    </MediaProvider>
  );
}
