export { MediaPicker, type MediaPickerProps, type PickedMedia } from './MediaPicker.tsx';
