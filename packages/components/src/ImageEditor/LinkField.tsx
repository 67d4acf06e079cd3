'use client';
import { PageLink } from '@vitrine/schema';
import { useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { TextField } from '../ui/TextField.tsx';

interface LinkFieldProps {
  value: string | null;
  onChange(link: string | null): void;
}

/** A link of the page. What is half written, or could run, stays in the field and never gets into the config. */
export function LinkField({ value, onChange }: LinkFieldProps) {
  const messages = useEditorMessages();
  const [draft, setDraft] = useState<string | null>(null);
  const [isTouched, setTouched] = useState(false);
  const text = draft ?? value ?? '';
  const isGood = text === '' || PageLink.safeParse(text).success;
  return (
    <TextField
      label={messages.imageLink}
      value={text}
      inputMode="url"
      maxLength={2000}
      errorMessage={isTouched && !isGood ? messages.imageLinkBad : undefined}
      onBlur={() => setTouched(true)}
      onChange={(next) => {
        const link = PageLink.safeParse(next.trim());
        setDraft(link.success ? null : next);
        if (link.success) onChange(link.data);
        else if (value !== null) onChange(null);
      }}
    />
  );
}
