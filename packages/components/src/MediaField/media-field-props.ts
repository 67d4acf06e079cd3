import {
  type MediaFieldDefinition,
  type MediaFieldOptions,
  type MediaKind,
  type MediaValue,
  mediaField,
} from '@vitrine/schema';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';

interface FieldProps {
  label: string;
  /** Beneath the field: where it will be shown, what is wanted. */
  description?: string;
  /** Marks it, and asks for a file when the last one is removed; the host still checks what it stores. */
  required?: boolean;
  /** Kinds that it takes; all where it is missing. `limits` says it too. */
  mediaTypes?: readonly MediaKind[];
  minItems?: number;
  maxItems?: number;
  /** Made with `mediaField({ … })`: what it takes, and what the host's server checks. Props beside it win. */
  limits?: MediaFieldDefinition<MediaFieldOptions>;
  /** `read-only` shows what is chosen and offers nothing. */
  mode?: 'edit' | 'read-only';
  /** What the host found wrong, in a sentence. */
  errorMessage?: string;
  /** The host's places that show the picture: each has a preview in the crop editor. */
  slots?: readonly CropSlot[];
  namespace?: string;
}

export interface SingleFieldProps extends FieldProps {
  multiple?: false;
  value: MediaValue | null;
  onChange: (value: MediaValue | null) => void;
}

export interface MultipleFieldProps extends FieldProps {
  multiple: true;
  value: readonly MediaValue[];
  onChange: (value: MediaValue[]) => void;
}

export type MediaFieldProps = SingleFieldProps | MultipleFieldProps;

/** The limits and the single props as one definition. */
export function definitionOf(
  props: Omit<FieldProps, 'label'> & { multiple?: boolean },
): MediaFieldDefinition {
  const { limits, mediaTypes, required, minItems, maxItems, multiple } = props;
  return mediaField<MediaFieldOptions>({
    ...limits?.options,
    ...(mediaTypes && mediaTypes.length > 0 && { kind: mediaTypes }),
    ...(required !== undefined && { required }),
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
    multiple: multiple ?? false,
  });
}
