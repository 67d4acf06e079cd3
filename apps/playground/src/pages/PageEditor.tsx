import { MediaField } from '@vitrine/components';
import { type MediaValue, mediaField, type WidgetType, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { BlockList } from '../BlockList.tsx';
import { fetchPage, HostError, type PageDraft, putPage, removePage } from '../host-api.ts';
import { useLoaded } from '../use-loaded.ts';

const emptyPage: PageDraft = { title: '', state: 'draft', featuredImage: null, blocks: [] };

/** The rule of the page's picture; the server checks by the same one. */
const featuredImage = mediaField({ kind: 'image', aspect: '16:9', alt: 'required' });

async function loadDraft(id: string): Promise<PageDraft> {
  try {
    const { title, state, featuredImage: image, blocks } = await fetchPage(id);
    return { title, state, featuredImage: image, blocks };
  } catch (error) {
    // A new page has an address before it is saved the first time.
    if (error instanceof HostError && error.status === 404) return emptyPage;
    throw error;
  }
}

export function PageEditor({ id }: { id: string }) {
  const page = useLoaded(id, () => loadDraft(id));
  if (page.state === 'loading') return <main className="site-main" aria-busy="true" />;
  if (page.state === 'failed') {
    return (
      <main className="site-main">
        <p role="alert">{page.message}</p>
      </main>
    );
  }
  return <PageForm id={id} initial={page.value} />;
}

function PageForm({ id, initial }: { id: string; initial: PageDraft }) {
  const [draft, setDraft] = useState(initial);
  const [notice, setNotice] = useState<{ tone: 'good' | 'bad'; text: string } | null>(null);
  const [saving, setSaving] = useState(false);
  const [, navigate] = useLocation();
  const change = (part: Partial<PageDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setNotice(null);
  };
  const addBlock = (type: WidgetType) =>
    change({ blocks: [...draft.blocks, { id: crypto.randomUUID(), type, config: widgets[type].initial }] });

  const run = async (work: () => Promise<void>) => {
    setSaving(true);
    try {
      await work();
    } catch (error) {
      setNotice({ tone: 'bad', text: error instanceof Error ? error.message : String(error) });
    } finally {
      setSaving(false);
    }
  };
  const save = () =>
    run(async () => {
      await putPage(id, draft);
      setNotice({ tone: 'good', text: 'Saved' });
    });
  const remove = () =>
    run(async () => {
      await removePage(id);
      navigate('/');
    });

  return (
    <main className="site-main">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="site-title-row">
          <h1>{draft.title || 'New page'}</h1>
          <span
            role="status"
            className={notice?.tone === 'good' ? 'site-notice' : 'site-notice site-notice--bad'}
          >
            {notice?.text}
          </span>
          <Link href={`/pages/${id}`} className="site-button">
            View
          </Link>
          <button type="submit" className="site-button site-button--primary" disabled={saving}>
            Save
          </button>
        </div>
        <div className="site-form">
          <label className="site-label">
            Title
            <input
              className="site-input"
              value={draft.title}
              required
              maxLength={200}
              onChange={(event) => change({ title: event.target.value })}
            />
          </label>
          <label className="site-label">
            State
            <select
              className="site-input"
              value={draft.state}
              onChange={(event) =>
                change({ state: event.target.value === 'published' ? 'published' : 'draft' })
              }
            >
              <option value="draft">Draft</option>
              <option value="published">Published</option>
            </select>
          </label>
          <MediaField
            label="Featured image"
            description="Shown at the top of the page and in previews."
            limits={featuredImage}
            value={draft.featuredImage}
            onChange={(value: MediaValue | null) => change({ featuredImage: value })}
          />
          <BlockList blocks={draft.blocks} onChange={(blocks) => change({ blocks })} />
          <fieldset className="site-add">
            <legend>Add to the page</legend>
            {(Object.keys(widgets) as WidgetType[]).map((type) => (
              <button key={type} type="button" className="site-button" onClick={() => addBlock(type)}>
                Add {type}
              </button>
            ))}
          </fieldset>
        </div>
      </form>
      <button
        type="button"
        className="site-button site-button--danger"
        onClick={() => void remove()}
        disabled={saving}
      >
        Delete this page
      </button>
    </main>
  );
}
