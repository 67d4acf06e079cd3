'use client';
import type { MediaFile, MediaValue } from '@vitrine/schema';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { MediaPicker } from '../MediaPicker/index.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { isAltMissing } from './check-file.ts';
import { DropArea } from './DropArea.tsx';
import { describeLimits } from './describe-limits.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { definitionOf, type MultipleFieldProps } from './media-field-props.ts';
import { pickerLimits } from './picker-limits.ts';
import { SortableList } from './SortableList.tsx';
import { UploadRows } from './UploadRows.tsx';
import { UseDialog } from './UseDialog.tsx';
import { useMediaListField } from './use-media-list-field.ts';

export function MultipleField(props: MultipleFieldProps) {
  const {
    label,
    description,
    value: values,
    onChange,
    mode = 'edit',
    errorMessage,
    slots,
    namespace,
  } = props;
  const messages = useEditorMessages();
  const format = useFormat();
  const { locale } = useKit();
  const isReadOnly = mode === 'read-only';
  const definition = definitionOf(props);
  const { options } = definition;
  const field = useMediaListField({ values, onChange, definition, namespace, isReadOnly });
  const [editedAt, setEditedAt] = useState<number | null>(null);
  const id = useId();
  const labelId = `${id}-label`;
  const [isEmptied, setEmptied] = useState(false);
  const isTooFew = options.minItems !== undefined && values.length > 0 && values.length < options.minItems;
  const errors = [
    ...field.refusals,
    ...(isTooFew ? [messages.fieldTooFew(format.number(options.minItems ?? 0))] : []),
    ...(isEmptied && values.length === 0 && options.required ? [messages.fieldMissing] : []),
    ...(errorMessage ? [errorMessage] : []),
  ];
  const isPicture = definition.kinds.length === 1 && definition.kinds[0] === 'image';
  const isFull = options.maxItems !== undefined && values.length >= options.maxItems;
  const edited = editedAt === null ? undefined : values[editedAt];
  const editedFile = edited && field.files.get(edited.mediaId);
  const problemOf = (value: MediaValue, file: MediaFile | null): string | null => {
    if (!file) return messages.fieldGoneHint;
    if (isAltMissing(value, file, definition)) return messages.fieldAltMissing;
    return definition.problemsOf(file)[0]?.message ?? null;
  };
  return (
    <FieldFrame
      label={label}
      labelId={labelId}
      isRequired={options.required ?? false}
      count={
        options.maxItems === undefined
          ? undefined
          : messages.fieldCountOf(format.number(values.length), format.number(options.maxItems))
      }
      description={description}
      errors={[...new Set(errors)]}
      dropProps={field.dropProps}
    >
      {values.length === 0 ? (
        <DropArea
          isPicture={isPicture}
          isMultiple
          hint={describeLimits(definition, messages, locale)}
          isOver={field.isOver}
          isInvalid={errors.length > 0}
          isReadOnly={isReadOnly}
          labelId={labelId}
          buttonId={`${id}-choose`}
          onChoose={() => field.setPicking(true)}
        />
      ) : (
        <>
          <SortableList
            label={label}
            values={values}
            files={field.files}
            isLoading={field.isLoading}
            isReadOnly={isReadOnly}
            problemOf={problemOf}
            onChange={(next) => {
              setEmptied(next.length === 0);
              field.change(next);
            }}
            onEdit={setEditedAt}
            onFiles={field.takeFiles}
          />
          {!isReadOnly && (
            <div className="vt-row vt-sort-foot">
              <p className="vt-hint vt-grow">{messages.fieldReorderHint}</p>
              <Button variant="link" icon={Plus} isDisabled={isFull} onPress={() => field.setPicking(true)}>
                {isPicture ? messages.fieldAddPictures : messages.fieldAddFiles}
              </Button>
            </div>
          )}
        </>
      )}
      <UploadRows uploads={field.uploads} onCancel={field.cancelUpload} onRetry={field.retryUpload} />
      {field.loadError && (
        <p className="vt-note vt-note--bad">
          {messages.fieldLoadFailed}
          <Button variant="link" onPress={field.retryLoad}>
            {messages.retry}
          </Button>
        </p>
      )}
      {field.isPicking && (
        <MediaPicker
          isOpen
          multiple
          onClose={() => field.setPicking(false)}
          onSelect={field.pick}
          {...pickerLimits(definition)}
          namespace={namespace}
          maxItems={options.maxItems}
          value={values}
        />
      )}
      {edited && editedFile && !isReadOnly && (
        <UseDialog
          value={edited}
          file={editedFile}
          isAltRequired={options.alt === 'required'}
          aspect={options.aspect}
          slots={slots}
          minWidth={options.minWidth}
          onChange={(next) => field.change(values.map((value, index) => (index === editedAt ? next : value)))}
          onClose={() => setEditedAt(null)}
        />
      )}
    </FieldFrame>
  );
}
