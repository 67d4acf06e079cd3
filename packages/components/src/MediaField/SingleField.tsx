'use client';
import { useId, useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { DropArea } from './DropArea.tsx';
import { describeLimits } from './describe-limits.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { FilledCard } from './FilledCard.tsx';
import { definitionOf, type SingleFieldProps } from './media-field-props.ts';
import { SlotDialogs } from './SlotDialogs.tsx';
import { UploadRows } from './UploadRows.tsx';
import { UseForm } from './UseForm.tsx';
import { useMediaSlot } from './use-media-slot.ts';

export function SingleField(props: SingleFieldProps) {
  const { label, description, value, onChange, mode = 'edit', errorMessage, slots, namespace } = props;
  const messages = useEditorMessages();
  const { locale } = useKit();
  const isReadOnly = mode === 'read-only';
  const definition = definitionOf(props);
  const slot = useMediaSlot({ value, onChange, definition, namespace, isReadOnly });
  const [isAltOpen, setAltOpen] = useState(false);
  const [isEmptied, setEmptied] = useState(false);
  const id = useId();
  const labelId = `${id}-label`;
  const errors = [
    ...slot.refusals,
    ...slot.problems,
    ...(slot.isAltMissing && !isAltOpen ? [messages.fieldAltNeeded] : []),
    ...(isEmptied && !value && definition.options.required ? [messages.fieldMissing] : []),
    ...(errorMessage ? [errorMessage] : []),
  ];
  const isPicture = definition.kinds.length === 1 && definition.kinds[0] === 'image';
  return (
    <FieldFrame
      label={label}
      labelId={labelId}
      isRequired={definition.options.required ?? false}
      description={description}
      errors={[...new Set(errors)]}
      dropProps={slot.dropProps}
    >
      {value ? (
        <FilledCard
          value={value}
          file={slot.file}
          isLoading={slot.isLoading}
          isInvalid={errors.length > 0}
          isReadOnly={isReadOnly}
          isOver={slot.isOver}
          isAltOpen={isAltOpen}
          onReplace={() => slot.setPicking(true)}
          onCrop={() => slot.setCropping(true)}
          onToggleAlt={() => setAltOpen(!isAltOpen)}
          onRemove={() => {
            setAltOpen(false);
            setEmptied(true);
            slot.remove();
          }}
        />
      ) : (
        slot.uploads.length === 0 && (
          <DropArea
            isPicture={isPicture}
            isMultiple={false}
            hint={describeLimits(definition, messages, locale)}
            isOver={slot.isOver}
            isInvalid={errors.length > 0}
            isReadOnly={isReadOnly}
            labelId={labelId}
            buttonId={`${id}-choose`}
            onChoose={() => slot.setPicking(true)}
          />
        )
      )}
      <UploadRows uploads={slot.uploads} onCancel={slot.cancelUpload} onRetry={slot.retryUpload} />
      {slot.loadError && !slot.file && (
        <p className="vt-note vt-note--bad">
          {messages.fieldLoadFailed}
          <Button variant="link" onPress={slot.retryLoad}>
            {messages.retry}
          </Button>
        </p>
      )}
      {value && isAltOpen && !isReadOnly && (
        <UseForm
          value={value}
          file={slot.file}
          onChange={onChange}
          isAltRequired={definition.options.alt === 'required'}
          autoFocus
        />
      )}
      <SlotDialogs slot={slot} places={slots} />
    </FieldFrame>
  );
}
