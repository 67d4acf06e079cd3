import { Link, useLocation } from 'wouter';
import { fetchPages } from '../host-api.ts';
import { useLoaded } from '../use-loaded.ts';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export function PageList() {
  const pages = useLoaded('pages', fetchPages);
  const [, navigate] = useLocation();
  return (
    <main className="site-main">
      <div className="site-title-row">
        <h1>Pages</h1>
        <button
          type="button"
          className="site-button site-button--primary"
          onClick={() => navigate(`/pages/${crypto.randomUUID()}/edit`)}
        >
          New page
        </button>
      </div>
      {pages.state === 'failed' && <p role="alert">{pages.message}</p>}
      {pages.state === 'ready' && pages.value.length === 0 && (
        <p className="site-quiet">There is no page yet. Make the first one with “New page”.</p>
      )}
      {pages.state === 'ready' && (
        <ul className="site-pages">
          {pages.value.map((page) => (
            <li key={page.id}>
              <Link href={`/pages/${page.id}/edit`} className="site-page-title">
                {page.title}
              </Link>
              <span className="site-tag">{page.state === 'published' ? 'Published' : 'Draft'}</span>
              <time dateTime={page.updatedAt}>{day.format(new Date(page.updatedAt))}</time>
              <Link href={`/pages/${page.id}`}>View</Link>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
