'use client';
import { type ImageWidgetConfig, PageLink } from '@vitrine/schema';
import type { ReactNode } from 'react';
import { Image } from '../Image/Image.tsx';
import type { MediaMap } from '../Image/WithMedia.tsx';

export interface ImageViewProps {
  config: ImageWidgetConfig;
  /** The files of the page; without it the provider is asked. */
  media?: MediaMap;
}

const slotSizes = {
  full: '(min-width: 1200px) 1200px, 100vw',
  half: '(min-width: 1200px) 600px, 50vw',
  third: '(min-width: 1200px) 400px, 34vw',
};

/** What an ImageEditor makes, as a page shows it. Nothing while no picture is chosen. */
export function ImageView({ config, media }: ImageViewProps) {
  const { picture, caption, size, alignment } = config;
  const shown =
    picture.source === 'url' ? (
      <span className="vt-image">
        <img
          src={picture.url}
          alt={picture.alt}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
        />
      </span>
    ) : picture.image ? (
      <Image value={picture.image} media={media} sizes={slotSizes[size]} />
    ) : null;
  if (!shown) return null;
  return (
    <figure className="vt-figure" data-size={size} data-align={alignment}>
      <Linked href={config.link}>{shown}</Linked>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

/** A config may come from a host that did not check it: a link that could run is no link here. */
function Linked({ href, children }: { href: string | null; children: ReactNode }) {
  const link = PageLink.safeParse(href);
  return link.success ? <a href={link.data}>{children}</a> : children;
}
