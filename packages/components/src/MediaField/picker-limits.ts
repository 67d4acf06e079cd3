import type { MediaFieldDefinition, MediaFile } from '@vitrine/schema';
import type { MediaPickerProps } from '../MediaPicker/index.ts';

type PickerLimits = Pick<MediaPickerProps, 'mediaTypes' | 'mimeTypes' | 'maxBytes' | 'problemOf'>;

/** The limits of a field as the picker takes them: what does not fit is shown there with the reason. */
export function pickerLimits(definition: MediaFieldDefinition): PickerLimits {
  const { mimeTypes, maxBytes } = definition.options;
  return {
    mediaTypes: definition.kinds,
    mimeTypes,
    maxBytes,
    problemOf: (file: MediaFile) => {
      const problems = definition.problemsOf(file);
      return problems.length > 0 ? problems.map(({ message }) => message).join(' ') : null;
    },
  };
}
