import { Image, widgetEditors } from '@vitrine/components';
import type { WidgetType } from '@vitrine/schema';
import { type ComponentType, Suspense } from 'react';
import { Link } from 'wouter';
import { fetchPage } from '../host-api.ts';
import { useLoaded } from '../use-loaded.ts';

function viewOf(type: WidgetType): ComponentType<{ config: unknown }> {
  return widgetEditors[type].View as ComponentType<{ config: unknown }>;
}

/** The page as its readers see it. */
export function PageReader({ id }: { id: string }) {
  const page = useLoaded(id, () => fetchPage(id));
  if (page.state === 'loading') return <main className="site-main" aria-busy="true" />;
  if (page.state === 'failed') {
    return (
      <main className="site-main">
        <p role="alert">{page.message}</p>
        <Link href="/">All pages</Link>
      </main>
    );
  }
  const { title, featuredImage, blocks } = page.value;
  return (
    <main className="site-main site-article">
      {featuredImage && <Image value={featuredImage} aspect="16:9" sizes="(min-width: 800px) 760px, 100vw" />}
      <h1>{title}</h1>
      {blocks.map((block) => {
        const View = viewOf(block.type);
        return (
          <Suspense key={block.id} fallback={null}>
            <View config={block.config} />
          </Suspense>
        );
      })}
      <p>
        <Link href={`/pages/${id}/edit`}>Edit this page</Link>
      </p>
    </main>
  );
}
