export { MediaSearch, type MediaSearchProps } from './MediaSearch.tsx';
export type { SearchSuggestion, SearchWord } from './search-offers.ts';
