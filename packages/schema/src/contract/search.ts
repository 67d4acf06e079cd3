import * as z from 'zod';
import { SavedSearchId } from '../ids.ts';
import { MediaListInput } from '../media.ts';
import {
  CreateSavedSearchInput,
  Facets,
  SavedSearch,
  SearchInput,
  SearchPage,
  SuggestInput,
  Suggestions,
  UpdateSavedSearchInput,
} from '../search.ts';
import { mutation, query } from './procedure.ts';

export const search = {
  /** `media.list` with what a search field shows beside it: where the words were found, and what may have been meant. */
  query: query(SearchInput, SearchPage),
  /** Tags, collections and titles that go on as what is typed. */
  suggest: query(SuggestInput, Suggestions),
  facets: query(
    MediaListInput.omit({ sort: true, limit: true, after: true, before: true, skip: true }),
    Facets,
  ),
  saved: {
    /** One's own and the shared ones, by name. */
    list: query(z.strictObject({}), z.array(SavedSearch)),
    create: mutation(CreateSavedSearchInput, SavedSearch),
    update: mutation(UpdateSavedSearchInput, SavedSearch),
    delete: mutation(z.strictObject({ id: SavedSearchId }), z.object({ id: SavedSearchId })),
  },
};
