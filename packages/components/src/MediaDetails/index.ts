export { MediaDetails, type MediaDetailsProps } from './MediaDetails.tsx';
