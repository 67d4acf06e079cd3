'use client';
import { croppedRatio, enlargeSizes, framePicture, parseAspect } from '@vitrine/client';
import type { MediaFile, MediaValue } from '@vitrine/schema';
import { placeholderUrl } from '../MediaCard/placeholder-url.ts';
import { classNames } from '../ui/class-names.ts';
import { altText } from './alt-text.ts';
import { pictureSource } from './picture-source.ts';
import { useStyleProperties } from './use-style-properties.ts';
import { useViewKit } from './use-view-kit.ts';
import { type MediaMap, WithMedia } from './WithMedia.tsx';

export interface ImageProps {
  /** What a field stores. */
  value: MediaValue;
  /** The file, where the host has it; otherwise the provider is asked. */
  file?: MediaFile;
  /** Files by id, for pages that hand the same map to everything on them. */
  media?: MediaMap;
  /** Frame it is shown in, `16:9`; without it the picture (or its crop) keeps its own. */
  aspect?: `${number}:${number}`;
  /** As of `<img sizes>`: how wide the frame is. */
  sizes?: string;
  loading?: 'lazy' | 'eager';
  className?: string;
}

/**
 * A picture as its field says: crop, focal point, alt text. The browser takes the width that it needs, in the smallest
 * format that it knows; the thumbhash stands there until it is loaded. Renders nothing for a file that is gone.
 */
export function Image({ value, file, media, ...frame }: ImageProps) {
  if (file) return <Picture value={value} file={file} {...frame} />;
  return (
    <WithMedia ids={[value.mediaId]} media={media}>
      {(files, isLoading) => {
        const found = files.get(value.mediaId);
        if (found) return <Picture value={value} file={found} {...frame} />;
        return isLoading ? <EmptyFrame aspect={frame.aspect} className={frame.className} /> : null;
      }}
    </WithMedia>
  );
}

function EmptyFrame({ aspect, className }: Pick<ImageProps, 'aspect' | 'className'>) {
  const ref = useStyleProperties<HTMLSpanElement>({
    '--vt-image-aspect': String(parseAspect(aspect) ?? 1.5),
  });
  return (
    <span ref={ref} className={classNames('vt-image', className)} data-framed data-loading aria-busy="true" />
  );
}

type PictureProps = Omit<ImageProps, 'file' | 'media'> & { file: MediaFile };

function Picture({ value, file, aspect, sizes = '100vw', loading = 'lazy', className }: PictureProps) {
  const { locale } = useViewKit();
  const source = pictureSource(file);
  const { width, height } = file;
  const crop = value.crop;
  const focalPoint = value.focalPoint ?? file.focalPoint;
  const known = width && height ? { width, height, crop, focalPoint } : null;
  const frameRatio = parseAspect(aspect) ?? (known && crop ? croppedRatio(known) : undefined);
  const part = known && crop && frameRatio ? framePicture(known, frameRatio) : undefined;
  const blur = placeholderUrl(file.placeholder);
  const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`;
  const ref = useStyleProperties<HTMLSpanElement>({
    '--vt-image-aspect': frameRatio ? frameRatio.toFixed(5) : undefined,
    '--vt-image-position': `${percent(focalPoint.x)} ${percent(focalPoint.y)}`,
    '--vt-image-width': part && percent(1 / part.width),
    '--vt-image-height': part && percent(1 / part.height),
    '--vt-image-left': part && percent(-part.x / part.width),
    '--vt-image-top': part && percent(-part.y / part.height),
    '--vt-image-blur': blur && !file.hasAlpha ? `url("${blur}")` : undefined,
  });
  if (!source) return <a href={file.url}>{file.title}</a>;
  return (
    <span
      ref={ref}
      className={classNames('vt-image', className)}
      data-framed={frameRatio ? true : undefined}
      data-cropped={part ? true : undefined}
    >
      <img
        src={source.src}
        srcSet={source.srcSet}
        sizes={source.srcSet && enlargeSizes(sizes, part?.width ?? 1)}
        width={width ?? undefined}
        height={height ?? undefined}
        alt={altText(value, file, locale)}
        loading={loading}
        decoding="async"
      />
    </span>
  );
}
