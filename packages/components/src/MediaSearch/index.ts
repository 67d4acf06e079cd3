export { MediaSearch, type MediaSearchProps } from './MediaSearch.tsx';
