'use client';
import { MultipleField } from './MultipleField.tsx';
import type { MediaFieldProps } from './media-field-props.ts';
import { SingleField } from './SingleField.tsx';

/**
 * A form's field for one file or several. What it takes is said before anything is chosen; what breaks the limits is
 * refused with the sentence that says why. It stores ids with the words and the crop of this use, never URLs.
 */
export function MediaField(props: MediaFieldProps) {
  return props.multiple ? <MultipleField {...props} /> : <SingleField {...props} />;
}
