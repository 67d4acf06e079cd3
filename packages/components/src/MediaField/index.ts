export { MediaField } from './MediaField.tsx';
export type { MediaFieldProps, MultipleFieldProps, SingleFieldProps } from './media-field-props.ts';
