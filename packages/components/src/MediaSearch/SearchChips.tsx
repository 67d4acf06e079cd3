'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { Icon } from '../ui/Icon.tsx';

export interface SearchChipsProps {
  chips: readonly string[];
  onRemove: (chip: string) => void;
  /** From the last chip on to what is typed. */
  onLeave: () => void;
}

/** The operators of a search. A press, Delete or Backspace takes one away; the arrow keys go from one to the next. */
export function SearchChips({ chips, onRemove, onLeave }: SearchChipsProps) {
  const m = useMessages();
  const { direction } = useKit();
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent, chip: string, index: number) => {
    const step = { ArrowLeft: direction === 'rtl' ? 1 : -1, ArrowRight: direction === 'rtl' ? -1 : 1 }[
      event.key
    ];
    if (step !== undefined) {
      event.preventDefault();
      if (index + step >= chips.length) onLeave();
      else list.current?.querySelectorAll('button')[index + step]?.focus();
    }
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    onRemove(chip);
  };
  if (chips.length === 0) return null;
  return (
    <ul ref={list} className="vt-search-chips" aria-label={m.searchChips}>
      {chips.map((chip, index) => (
        <li key={chip}>
          <button
            type="button"
            className="vt-chip vt-chip--cut"
            aria-label={m.remove(chip)}
            onClick={() => onRemove(chip)}
            onKeyDown={(event) => onKeyDown(event, chip, index)}
          >
            {/* What an operator says is read from the left whatever the language around it is. */}
            <bdi className="vt-clip" dir="ltr">
              {chip}
            </bdi>
            <Icon icon={X} />
          </button>
        </li>
      ))}
    </ul>
  );
}
