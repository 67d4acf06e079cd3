'use client';
import type { MediaFile, MediaValue } from '@vitrine/schema';
import { libraryAlt } from '../Image/alt-text.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';

interface UseFormProps {
  value: MediaValue;
  file: MediaFile | null;
  onChange(value: MediaValue): void;
  isAltRequired: boolean;
  withCaption?: boolean;
  autoFocus?: boolean;
}

/** What is said of a file at this place: alt text or the word that it is decorative, and a caption. */
export function UseForm({ value, file, onChange, isAltRequired, withCaption, autoFocus }: UseFormProps) {
  const messages = useEditorMessages();
  const { locale } = useKit();
  const isDecorative = value.decorative === true;
  const isPicture = file === null || file.kind === 'image';
  const isMissing = isAltRequired && !isDecorative && !value.alt?.trim();
  return (
    <div className="vt-col vt-use-form">
      {isPicture && !isDecorative && (
        <TextArea
          label={messages.useAlt}
          value={value.alt ?? ''}
          onChange={(alt) => onChange({ ...value, alt: alt || undefined })}
          placeholder={file ? libraryAlt(file, locale) : undefined}
          description={messages.useAltHint}
          errorMessage={isMissing ? messages.fieldAltNeeded : undefined}
          maxLength={2000}
          autoFocus={autoFocus}
        />
      )}
      {isPicture && (
        <Checkbox
          isSelected={isDecorative}
          onChange={(decorative) => onChange({ ...value, decorative: decorative || undefined })}
        >
          {messages.useDecorative}
        </Checkbox>
      )}
      {withCaption && (
        <TextField
          label={messages.useCaption}
          value={value.caption ?? ''}
          onChange={(caption) => onChange({ ...value, caption: caption || undefined })}
          maxLength={2000}
        />
      )}
    </div>
  );
}
