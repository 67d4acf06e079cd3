export { DeleteDialogs, type DeleteDialogsProps } from './DeleteDialogs.tsx';
export { MediaDetails, type MediaDetailsProps } from './MediaDetails.tsx';
