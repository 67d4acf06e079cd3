export { MediaTrash, type MediaTrashProps } from './MediaTrash.tsx';
