import type { MediaSort } from '@vitrine/schema';
import type { MessageKey } from '../i18n/core-messages.ts';

export interface ListColumn {
  id: 'name' | 'type' | 'dimensions' | 'size' | 'tags' | 'alt' | 'used' | 'added';
  label: MessageKey & `column${string}`;
  /** What a click on the head asks for: first, and when that is on already. */
  sorts?: readonly [MediaSort, MediaSort];
  isNumber?: boolean;
}

/** The columns of the table, in order. Which of them are shown is the style sheet's matter, by width. */
export const listColumns: readonly ListColumn[] = [
  { id: 'name', label: 'columnName', sorts: ['title', '-title'] },
  { id: 'type', label: 'columnType' },
  { id: 'dimensions', label: 'columnDimensions' },
  { id: 'size', label: 'columnSize', sorts: ['-sizeBytes', 'sizeBytes'], isNumber: true },
  { id: 'tags', label: 'columnTags' },
  { id: 'alt', label: 'columnAlt' },
  { id: 'used', label: 'columnUsed', isNumber: true },
  { id: 'added', label: 'columnAdded', sorts: ['-createdAt', 'createdAt'] },
];
