'use client';
import { RotateCw, X } from 'lucide-react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { FileName } from '../ui/FileName.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { FieldUpload } from './use-field-uploads.ts';

interface UploadRowsProps {
  uploads: readonly FieldUpload[];
  onCancel(id: string): void;
  onRetry(id: string): void;
}

/** Files on their way into a field, with what can be done about each. */
export function UploadRows({ uploads, onCancel, onRetry }: UploadRowsProps) {
  const messages = useEditorMessages();
  if (uploads.length === 0) return null;
  return (
    <ul className="vt-field-uploads">
      {uploads.map(({ id, file, sentBytes, error }) => (
        <li key={id} className="vt-field-upload">
          <div className="vt-grow">
            <FileName name={file.name} />
            {error ? (
              <p className="vt-file-sub vt-bad" role="alert">
                {error.message}
              </p>
            ) : (
              <ProgressBar label={messages.fieldUploading(file.name)} value={sentBytes} max={file.size} />
            )}
          </div>
          {error && <IconButton icon={RotateCw} label={messages.retry} onPress={() => onRetry(id)} />}
          <IconButton icon={X} label={messages.fieldCancelUpload(file.name)} onPress={() => onCancel(id)} />
        </li>
      ))}
    </ul>
  );
}
