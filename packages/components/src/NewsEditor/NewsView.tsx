'use client';
import type { NewsWidgetConfig } from '@vitrine/schema';
import { Image } from '../Image/Image.tsx';
import { useViewKit } from '../Image/use-view-kit.ts';
import { type MediaMap, WithMedia } from '../Image/WithMedia.tsx';
import { mediaInText } from '../RichText/media-attributes.ts';
import { RichTextView } from '../RichText/RichTextView.tsx';

export interface NewsViewProps {
  config: NewsWidgetConfig;
  /** The files of the page; without it the provider is asked. */
  media?: MediaMap;
  /** Level of the title; headings in the text are one below. */
  headingLevel?: 2 | 3 | 4 | 5;
}

/** What a NewsEditor makes, as a page shows it. Light: it reads the stored text itself, without the editor. */
export function NewsView({ config, media, headingLevel = 2 }: NewsViewProps) {
  const { locale } = useViewKit();
  const { title, summary, body, date, featuredImage, imagePosition } = config;
  const Title = `h${headingLevel}` as const;
  const ids = [...(featuredImage ? [featuredImage.mediaId] : []), ...mediaInText(body)];
  return (
    <WithMedia ids={ids} media={media}>
      {(files, isLoading) => (
        <article
          className="vt-news"
          data-image={featuredImage ? imagePosition : undefined}
          aria-busy={isLoading}
        >
          <header className="vt-news-head">
            {title && <Title>{title}</Title>}
            {date && <time dateTime={date}>{formatDay(date, locale)}</time>}
            {summary && <p className="vt-news-summary">{summary}</p>}
          </header>
          {featuredImage && (
            <div className="vt-news-image">
              <Image
                value={featuredImage}
                media={files}
                aspect={featuredImage.crop ? undefined : '16:9'}
                sizes="(min-width: 800px) 760px, 100vw"
              />
              {featuredImage.caption && <p className="vt-news-caption">{featuredImage.caption}</p>}
            </div>
          )}
          <RichTextView body={body} media={files} headingLevel={nextLevel[headingLevel]} />
        </article>
      )}
    </WithMedia>
  );
}

const nextLevel = { 2: 3, 3: 4, 4: 5, 5: 6 } as const;

/** A day has no hour: read as UTC and written as UTC it is the same day everywhere. */
function formatDay(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}
