import { type ThumbnailPreset, typeOfMime } from '@vitrine/schema';

interface FileTarget {
  mediaId: string;
  slug: string;
  mimeType: string;
  /** The number of the version. */
  version: number;
  /** Of purpose `original`; without one this is the URL of a public file, the same for every version. */
  grant?: string | undefined;
  /** Of this very version, also where the file is public. */
  isVersionNamed?: boolean;
}

interface ThumbnailTarget {
  mediaId: string;
  version: number;
  preset: ThumbnailPreset;
  /** Of purpose `preset`. */
  grant?: string | undefined;
}

/**
 * The URL of the original. Its last part is for people and for saving only: the server looks at the id.
 * A signed one names the version, because that is what the grant was made for.
 */
export function fileUrl(origin: string, target: FileTarget): string {
  const extension = typeOfMime(target.mimeType)?.extensions[0] ?? 'bin';
  const name = `${encodeURIComponent(target.slug)}.${extension}`;
  const { mediaId, version, grant, isVersionNamed = false } = target;
  if (grant !== undefined) return `${origin}/files/${mediaId}@${version}/${name}?g=${grant}`;
  return `${origin}/files/${mediaId}${isVersionNamed ? `@${version}` : ''}/${name}`;
}

export function thumbnailUrl(origin: string, target: ThumbnailTarget): string {
  return `${origin}/i/${target.grant ?? '-'}/${target.preset}/${target.mediaId}@${target.version}.webp`;
}

/** Reads `<media>` or `<media>@<version>`; null for anything else. */
export function parseMediaTarget(text: string): { mediaId: string; version: number | null } | null {
  const match =
    /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@([1-9][0-9]{0,8}))?$/.exec(text);
  if (!match?.[1]) return null;
  return { mediaId: match[1], version: match[2] === undefined ? null : Number(match[2]) };
}
