import type { MediaFile } from '@vitrine/schema';
import { type LucideIcon, Music, Play } from 'lucide-react';
import type { Format } from '../i18n/use-format.ts';

export interface CardBadge {
  text: string;
  icon?: LucideIcon;
}

/** What a tile says of its file in a corner: how long, how many pages, or what a picture alone does not show. */
export function cardBadge(file: MediaFile, format: Format): CardBadge | null {
  if (file.kind === 'video' || file.kind === 'audio') {
    const icon = file.kind === 'video' ? Play : Music;
    return {
      icon,
      text: file.durationSeconds === null ? format.type(file) : format.duration(file.durationSeconds),
    };
  }
  if (file.kind === 'document') {
    const pages = file.pageCount === null ? '' : ` · ${format.number(file.pageCount)}`;
    return { text: `${format.type(file)}${pages}` };
  }
  if (file.damaged) return null;
  const isSpecial = file.hasAlpha || file.animated || file.mimeType === 'image/svg+xml';
  return isSpecial ? { text: format.type(file) } : null;
}
