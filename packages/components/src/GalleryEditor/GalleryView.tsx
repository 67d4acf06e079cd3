'use client';
import { croppedRatio } from '@vitrine/client';
import type { GalleryWidgetConfig, MediaFile, MediaValue } from '@vitrine/schema';
import { type ReactNode, useState } from 'react';
import { altText } from '../Image/alt-text.ts';
import { Image } from '../Image/Image.tsx';
import { useStyleProperties } from '../Image/use-style-properties.ts';
import { useViewKit } from '../Image/use-view-kit.ts';
import { type MediaMap, WithMedia } from '../Image/WithMedia.tsx';
import { Carousel } from './Carousel.tsx';
import { Lightbox } from './Lightbox.tsx';

export interface GalleryViewProps {
  config: GalleryWidgetConfig;
  /** The files of the page; without it the provider is asked. */
  media?: MediaMap;
}

export interface Shown {
  value: MediaValue;
  file: MediaFile;
}

/** What a GalleryEditor makes, as a page shows it. Files that are gone are left out. */
export function GalleryView({ config, media }: GalleryViewProps) {
  return (
    <WithMedia ids={config.items.map(({ mediaId }) => mediaId)} media={media}>
      {(files, isLoading) => (
        <Gallery
          config={config}
          isLoading={isLoading}
          shown={config.items.flatMap((value) => {
            const file = files.get(value.mediaId);
            return file ? [{ value, file }] : [];
          })}
        />
      )}
    </WithMedia>
  );
}

/** Rows of the masonry per width of a column: finer follows the picture's ratio closer. */
const ROWS_PER_WIDTH = 24;

function Gallery({
  config,
  shown,
  isLoading,
}: {
  config: GalleryWidgetConfig;
  shown: Shown[];
  isLoading: boolean;
}) {
  const { layout, columns, spacing } = config;
  const [openAt, setOpenAt] = useState<number | null>(null);
  const ref = useStyleProperties<HTMLDivElement>({
    '--vt-gallery-columns': String(columns),
    '--vt-gallery-gap': `${spacing}px`,
    '--vt-gallery-rows': String(ROWS_PER_WIDTH),
  });
  const pictures = shown.map((picture, index) => (
    <GalleryItem
      // The same picture may stand here twice.
      // biome-ignore lint/suspicious/noArrayIndexKey: a view is not reordered in place
      key={index}
      picture={picture}
      config={config}
      onOpen={() => setOpenAt(index)}
    />
  ));
  return (
    <div ref={ref} className="vt-gallery-view" data-layout={layout} aria-busy={isLoading}>
      {layout === 'carousel' ? (
        <Carousel>{pictures}</Carousel>
      ) : (
        <ul className="vt-gallery-list">{pictures}</ul>
      )}
      {openAt !== null && (
        <Lightbox pictures={shown} at={openAt} onMove={setOpenAt} onClose={() => setOpenAt(null)} />
      )}
    </div>
  );
}

interface GalleryItemProps {
  picture: Shown;
  config: GalleryWidgetConfig;
  onOpen(): void;
}

function GalleryItem({ picture: { value, file }, config, onOpen }: GalleryItemProps) {
  const { messages, locale } = useViewKit();
  const { width, height } = file;
  const ratio = width && height ? croppedRatio({ width, height, crop: value.crop }) : 1;
  const ref = useStyleProperties<HTMLLIElement>({
    '--vt-gallery-span': String(Math.max(1, Math.round(ROWS_PER_WIDTH / ratio))),
  });
  const caption = config.showCaptions ? value.caption || file.caption : '';
  const share = `${Math.ceil(100 / config.columns)}vw`;
  const picture = (
    <Image
      value={value}
      file={file}
      aspect={config.layout === 'masonry' ? undefined : '1:1'}
      sizes={`(min-width: 1200px) ${Math.ceil(1200 / config.columns)}px, ${share}`}
    />
  );
  return (
    <li ref={ref} className="vt-gallery-item">
      <figure>
        <Opener
          isOn={config.lightbox}
          label={messages.galleryOpen(altText(value, file, locale) || file.title)}
          onOpen={onOpen}
        >
          {picture}
        </Opener>
        {caption && <figcaption title={caption}>{caption}</figcaption>}
      </figure>
    </li>
  );
}

interface OpenerProps {
  isOn: boolean;
  label: string;
  onOpen(): void;
  children: ReactNode;
}

function Opener({ isOn, label, onOpen, children }: OpenerProps) {
  if (!isOn) return <div className="vt-gallery-pic">{children}</div>;
  return (
    <button type="button" className="vt-gallery-pic" aria-label={label} onClick={onOpen}>
      {children}
    </button>
  );
}
