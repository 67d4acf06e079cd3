import {
  formatImageOptions,
  type ImageExtension,
  type ImageOptions,
  isScaledType,
  type MediaFile,
  madeScale,
  presetWidths,
} from '@vitrine/schema';

export type PresetWidth = (typeof presetWidths)[number];

/** What is needed of a file to write the URLs of its pictures. */
export type PicturedFile = Pick<MediaFile, 'mimeType' | 'width' | 'height' | 'thumbnails'>;

interface ImageBase {
  /** Everything before `/i/`. */
  origin: string;
  /** What opens the thumbnails: `-` of a public file. */
  grant: string;
  /** `<media>@<version>` */
  target: string;
}

/** Where the pictures of a file are; null for what has none, or none of this server's. */
export function imageBase({ thumbnails }: Pick<MediaFile, 'thumbnails'>): ImageBase | null {
  const { url = '' } = thumbnails.small ?? thumbnails.medium ?? thumbnails.large ?? {};
  const [, origin, grant, target] = /^(.*)\/i\/([^/]+)\/[^/]+\/([0-9a-f-]{36}@\d+)\.webp$/.exec(url) ?? [];
  return origin === undefined || !grant || !target ? null : { origin, grant, target };
}

export function writeImageUrl(base: ImageBase, options: ImageOptions, extension: ImageExtension): string {
  return `${base.origin}/i/${base.grant}/${formatImageOptions(options)}/${base.target}.${extension}`;
}

/**
 * The URL of a picture in one of the widths that everyone may have who may see the file; null for a file without
 * pictures. Other sizes and crops want a signature: `signImageUrl`.
 * @param extension `auto` gives each browser the smallest format that it knows.
 */
export function imageUrl(
  file: PicturedFile,
  width: PresetWidth,
  extension: ImageExtension = 'auto',
): string | null {
  const base = imageBase(file);
  return base && writeImageUrl(base, { width }, extension);
}

export interface ImageCandidate {
  url: string;
  /** Pixels across, as it will really be. */
  width: number;
}

/**
 * How wide a picture of the file can be: as the original, or as the largest thumbnail of what is none itself, such as
 * a film or a document. Null for a file without pictures.
 */
export function widestPicture({ mimeType, width, thumbnails }: PicturedFile): number | null {
  if (width !== null && isScaledType(mimeType)) return width;
  return (thumbnails.large ?? thumbnails.medium ?? thumbnails.small)?.width ?? null;
}

/** The width that a picture of this width is really made in; null for none. */
export function boundWidth(width: number | null, shape: { width: number | null; height: number | null }) {
  if (width === null || !shape.width || !shape.height) return width;
  const scale = madeScale({ width, height: (width / shape.width) * shape.height });
  return Math.max(1, Math.round(width * scale));
}

/**
 * Every width of a picture that there is or that can be made, narrowest first: the thumbnails, then the steps up to
 * the width of the original. Nothing for a file without thumbnails.
 */
export function imageCandidates(file: PicturedFile): ImageCandidate[] {
  const { small, medium, large } = file.thumbnails;
  const candidates = [small, medium, large].flatMap((picture) =>
    picture ? [{ url: picture.url, width: picture.width }] : [],
  );
  const base = imageBase(file);
  const widest = boundWidth(widestPicture(file), file);
  if (base && widest !== null) {
    for (const step of presetWidths) {
      const width = Math.min(step, widest);
      candidates.push({ url: writeImageUrl(base, { width: step }, 'auto'), width });
      if (width < step) break;
    }
  }
  const known = new Set<number>();
  return candidates
    .filter(({ width }) => !known.has(width) && known.add(width))
    .sort((a, b) => a.width - b.width);
}

/** For `<img srcset>`. A space, or a comma at an end, would break it: such URLs are left out, and `data:` ones, which only make it long. */
export function imageSrcSet(candidates: readonly ImageCandidate[]): string {
  return candidates
    .filter(({ url }) => !/\s|^,|,$|^data:/.test(url))
    .map(({ url, width }) => `${url} ${width}w`)
    .join(', ');
}

/**
 * What `sizes` means for a picture of which only a part fills the slot: the whole of it is wider by `1 / share`.
 * Takes lists with media conditions: `(min-width: 800px) 760px, 100vw`.
 */
export function enlargeSizes(sizes: string, share: number): string {
  if (share >= 1) return sizes;
  return sizes
    .split(/,(?![^(]*\))/)
    .map((entry) => {
      const [, condition = '', length = ''] = /^(.*\)\s+(?!$))?(.+)$/.exec(entry.trim()) ?? [];
      return `${condition}calc(${length} / ${share.toFixed(4)})`;
    })
    .join(', ');
}
