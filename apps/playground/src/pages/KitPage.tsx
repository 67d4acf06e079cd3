import {
  GalleryEditor,
  ImageEditor,
  MediaBrowser,
  MediaField,
  MediaPicker,
  MediaTrash,
  MediaUpload,
  widgetEditors,
} from '@vitrine/components';
import { type MediaFile, type MediaValue, type NewsWidgetConfig, widgets } from '@vitrine/schema';
import { type ComponentType, Suspense, useState } from 'react';
import { Link } from 'wouter';

function PickerCase() {
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState<MediaFile[]>([]);
  return (
    <>
      <button type="button" className="site-button" onClick={() => setOpen(true)}>
        Choose up to five files
      </button>
      <p role="status">{picked.map(({ title }) => title).join(', ') || 'Nothing chosen yet'}</p>
      <MediaPicker
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        multiple
        maxItems={5}
        onSelect={setPicked}
      />
    </>
  );
}

function FieldCase() {
  const [one, setOne] = useState<MediaValue | null>(null);
  const [several, setSeveral] = useState<MediaValue[]>([]);
  return (
    <>
      <MediaField label="One picture" mediaTypes={['image']} value={one} onChange={setOne} />
      <MediaField label="Several files" multiple maxItems={6} value={several} onChange={setSeveral} />
    </>
  );
}

function ImageCase() {
  const [config, setConfig] = useState(widgets.image.initial);
  return <ImageEditor config={config} onChange={setConfig} />;
}

function GalleryCase() {
  const [config, setConfig] = useState(widgets.gallery.initial);
  return <GalleryEditor config={config} onChange={setConfig} />;
}

function NewsCase() {
  const [config, setConfig] = useState<NewsWidgetConfig>(widgets.news.initial);
  const NewsEditor = widgetEditors.news.Editor;
  return (
    <Suspense fallback={<p className="site-quiet">Loading the editor…</p>}>
      <NewsEditor config={config} onChange={setConfig} />
    </Suspense>
  );
}

/** One page per public component, on real data: for trying things, and for tests that need a real browser. */
const cases: Record<string, { component: ComponentType; tall?: boolean }> = {
  MediaPicker: { component: PickerCase },
  MediaBrowser: { component: MediaBrowser, tall: true },
  MediaUpload: { component: MediaUpload },
  MediaTrash: { component: MediaTrash, tall: true },
  MediaField: { component: FieldCase },
  ImageEditor: { component: ImageCase },
  GalleryEditor: { component: GalleryCase },
  NewsEditor: { component: NewsCase },
};

export function KitPage({ name = 'MediaPicker' }: { name?: string }) {
  const chosen = cases[name];
  const Case = chosen?.component;
  return (
    <main className="site-main site-kit">
      <nav aria-label="Components">
        {Object.keys(cases).map((component) => (
          <Link
            key={component}
            href={`/kit/${component}`}
            aria-current={component === name ? 'page' : undefined}
          >
            {component}
          </Link>
        ))}
      </nav>
      <section className={chosen?.tall ? 'site-stage site-stage--tall' : 'site-stage'} aria-label={name}>
        {Case ? <Case /> : <p>There is no component of this name.</p>}
      </section>
    </main>
  );
}
