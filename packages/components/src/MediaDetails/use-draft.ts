'use client';

import { useState } from 'react';

export interface Draft {
  value: string;
  onChange(value: string): void;
  /** Saves what was changed; call it on blur and Enter. */
  commit(): void;
  /** Back to what is stored. */
  reset(): void;
}

/** The text of a field between typing and saving. A change from elsewhere shows, unless somebody is typing here. */
export function useDraft(stored: string, save: (value: string) => Promise<boolean>): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  return {
    value: draft ?? stored,
    onChange: setDraft,
    async commit() {
      if (draft === null) return;
      // What was refused stays in the field, so that it is not typed twice.
      if (draft === stored || (await save(draft))) setDraft((now) => (now === draft ? null : now));
    },
    reset: () => setDraft(null),
  };
}
