'use client';

import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { KitError } from '../provider/kit-error.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

interface BrowserErrorProps {
  error: KitError;
  selectedCount: number;
  onRetry: () => void;
}

/** Says what is wrong, that nothing chosen is lost, and asks again. */
export function BrowserError({ error, selectedCount, onRetry }: BrowserErrorProps) {
  const messages = useMessages();
  const format = useFormat();
  const [isCopied, setCopied] = useState(false);
  const details = [error.code, error.message, error.requestId].filter(Boolean).join('\n');
  return (
    <div className="vt-browser-state" role="alert">
      <EmptyState
        picture="error"
        title={messages.errorTitle}
        actions={
          <>
            <Button variant="primary" icon={RotateCw} onPress={onRetry}>
              {messages.retry}
            </Button>
            <Button
              onPress={() => {
                void navigator.clipboard.writeText(details).then(() => setCopied(true));
              }}
            >
              {isCopied ? messages.copied : messages.copyDetails}
            </Button>
          </>
        }
      >
        {error.message}{' '}
        {selectedCount > 0 && messages.errorSelectionKept(selectedCount, format.number(selectedCount))}
      </EmptyState>
    </div>
  );
}
