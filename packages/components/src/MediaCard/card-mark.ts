import { type MediaFile, rightsOf } from '@vitrine/schema';
import { Clock, FileWarning, type LucideIcon, TriangleAlert, X } from 'lucide-react';
import type { MessageKey } from '../i18n/core-messages.ts';
import { thumbnailUrl } from './thumbnail-url.ts';

export interface CardMark {
  text: Extract<
    MessageKey,
    'damaged' | 'reviewPending' | 'reviewRejected' | 'rightsEnding' | 'rightsEnded' | 'rightsNotStarted'
  >;
  icon: LucideIcon;
  isBad: boolean;
}

/** The one thing that keeps a file from being used, or soon will: the worst of them. */
export function cardMark(file: MediaFile): CardMark | null {
  const rights = rightsOf(file);
  if (file.damaged && thumbnailUrl(file, 'small') !== null) {
    return { text: 'damaged', icon: FileWarning, isBad: true };
  }
  if (rights === 'ended') return { text: 'rightsEnded', icon: TriangleAlert, isBad: true };
  if (file.reviewStatus === 'rejected') return { text: 'reviewRejected', icon: X, isBad: true };
  if (file.reviewStatus === 'pending') return { text: 'reviewPending', icon: Clock, isBad: false };
  if (rights === 'not-started') return { text: 'rightsNotStarted', icon: Clock, isBad: false };
  return rights === 'ending' ? { text: 'rightsEnding', icon: TriangleAlert, isBad: false } : null;
}
