export { CropEditor, type CropEditorProps } from './CropEditor.tsx';
export type { CropResult, CropSlot } from './CropPanel.tsx';
