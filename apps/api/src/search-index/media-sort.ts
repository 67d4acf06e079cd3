import type { MediaSort } from '@vitrine/schema';

export interface SortOrder {
  /** A column of media_index. */
  column: 'created_at' | 'updated_at' | 'title_key' | 'size_bytes' | 'dated_at' | 'reference_count';
  isDescending: boolean;
  /** How a value of the column goes into a cursor and back into a parameter. */
  type: 'time' | 'text' | 'number';
}

const order = (column: SortOrder['column'], type: SortOrder['type'], isDescending: boolean): SortOrder => ({
  column,
  type,
  isDescending,
});

/** Every order that a column stands for; a rank and a position in a collection have statements of their own. */
export const sortOrders = {
  '-createdAt': order('created_at', 'time', true),
  createdAt: order('created_at', 'time', false),
  '-updatedAt': order('updated_at', 'time', true),
  updatedAt: order('updated_at', 'time', false),
  title: order('title_key', 'text', false),
  '-title': order('title_key', 'text', true),
  sizeBytes: order('size_bytes', 'number', false),
  '-sizeBytes': order('size_bytes', 'number', true),
  '-takenAt': order('dated_at', 'time', true),
  takenAt: order('dated_at', 'time', false),
  '-referenceCount': order('reference_count', 'number', true),
  referenceCount: order('reference_count', 'number', false),
} satisfies Record<Exclude<MediaSort, 'relevance' | 'position'>, SortOrder>;
