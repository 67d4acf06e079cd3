import * as z from 'zod';
import { CollectionId, MediaId, SavedSearchId, TagId, UserId } from './ids.ts';
import { MediaListInput, MediaPage, MediaSort } from './media.ts';
import { ColorName, MAX_SEARCH_LENGTH, MediaQuery, Orientation } from './media-filters.ts';
import { MediaKind } from './media-kinds.ts';
import { Total } from './paging.ts';

/** A text, cut where the words stand that were searched for. */
export const TextPart = z.object({ text: z.string(), isMatch: z.boolean() });
export type TextPart = z.infer<typeof TextPart>;

/** Where in a file the words were found: its title, and the text that says most about why it is here. */
export const Highlight = z.object({
  mediaId: MediaId,
  field: z.enum(['title', 'description', 'alt', 'caption', 'filename', 'tags', 'text']),
  /** A part of a long text, begun and ended at words. */
  parts: z.array(TextPart),
});
export type Highlight = z.infer<typeof Highlight>;

/** What could not be read in a search, and where: characters from its beginning. It is searched for as words. */
export const SearchProblem = z.object({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  message: z.string(),
});
export type SearchProblem = z.infer<typeof SearchProblem>;

/** As `media.list`, by relevance unless said otherwise. */
export const SearchInput = MediaListInput.extend({ sort: MediaSort.default('relevance') });
export type SearchInput = z.input<typeof SearchInput>;

export const SearchPage = MediaPage.extend({
  highlights: z.array(Highlight),
  /** The search with the words that may have been meant. Where nothing was found as typed, `isCorrected` and this is it. */
  didYouMean: z.string().nullable(),
  isCorrected: z.boolean(),
  problems: z.array(SearchProblem),
});
export type SearchPage = z.infer<typeof SearchPage>;

export const SuggestInput = z.strictObject({
  /** What stands in the field: its last word is completed. */
  text: z.string().max(MAX_SEARCH_LENGTH),
  /** Of each sort. */
  limit: z.int().min(1).max(20).default(5),
});
export type SuggestInput = z.input<typeof SuggestInput>;

export const Suggestions = z.object({
  tags: z.array(z.object({ id: TagId, name: z.string(), color: z.string() })),
  collections: z.array(z.object({ id: CollectionId, title: z.string(), color: z.string() })),
  titles: z.array(z.object({ id: MediaId, title: z.string(), kind: MediaKind })),
});
export type Suggestions = z.infer<typeof Suggestions>;

const countOf = <Value extends z.ZodType>(value: Value) => z.object({ value, count: z.int().positive() });

/** How many of the files that a query matches have which property, most frequent first. */
export const Facets = z.object({
  total: Total,
  /** false: of the newest of very many, so that the shares are right and the figures are not. */
  isExact: z.boolean(),
  /** As if the query named no kind: so that the other kinds can be chosen too. */
  kinds: z.array(countOf(MediaKind)),
  mimeTypes: z.array(countOf(z.string())),
  /** At most 30. */
  tags: z.array(countOf(TagId).extend({ name: z.string(), color: z.string() })),
  collections: z.array(countOf(CollectionId).extend({ title: z.string() })),
  uploaders: z.array(countOf(UserId).extend({ name: z.string() })),
  orientations: z.array(countOf(Orientation)),
  colors: z.array(countOf(ColorName)),
  /** The year in which they were taken, else in which they came. */
  years: z.array(countOf(z.int())),
});
export type Facets = z.infer<typeof Facets>;

export const SavedQuery = z.strictObject({ query: MediaQuery, sort: MediaSort.optional() });
export type SavedQuery = z.input<typeof SavedQuery>;

export const SavedSearch = z.object({
  id: SavedSearchId,
  name: z.string(),
  query: MediaQuery,
  sort: MediaSort.nullable(),
  /** Everyone of the namespace sees it; only its owner and editors change it. */
  isShared: z.boolean(),
  isOwn: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type SavedSearch = z.infer<typeof SavedSearch>;

const SavedName = z.string().trim().min(1).max(100);
export const CreateSavedSearchInput = SavedQuery.extend({
  name: SavedName,
  isShared: z.boolean().default(false),
});
export const UpdateSavedSearchInput = z.strictObject({
  id: SavedSearchId,
  name: SavedName.optional(),
  query: MediaQuery.optional(),
  sort: MediaSort.nullable().optional(),
  isShared: z.boolean().optional(),
});
