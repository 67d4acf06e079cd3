'use client';

import { type KeyboardEvent, useRef } from 'react';
import { useKit } from '../provider/use-kit.ts';

export interface TabsProps<Id extends string> {
  label: string;
  value: Id;
  options: readonly { id: Id; label: string /** Already formatted. */; count?: string }[];
  onChange: (value: Id) => void;
  /** The id of the one panel below, where it has one. */
  panelId?: string;
}

/** Tabs that filter what stands below. There is one panel for all of them, so React Aria's, which want one each, do
 *  not fit. Arrow keys, Home and End move and choose at once. */
export function Tabs<Id extends string>({ label, value, options, onChange, panelId }: TabsProps<Id>) {
  const { direction } = useKit();
  const list = useRef<HTMLDivElement>(null);
  const index = options.findIndex((option) => option.id === value);

  const onKeyDown = (event: KeyboardEvent) => {
    const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const places: Record<string, number> = {
      [forward]: (index + 1) % options.length,
      [back]: (index - 1 + options.length) % options.length,
      Home: 0,
      End: options.length - 1,
    };
    const place = places[event.key];
    const next = place === undefined ? undefined : options[place];
    if (place === undefined || !next) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[place]?.focus();
    if (next.id !== value) onChange(next.id);
  };

  return (
    <div className="vt-tabs-box">
      <div ref={list} role="tablist" aria-label={label} className="vt-tabs" onKeyDown={onKeyDown}>
        {options.map((option, place) => (
          <button
            key={option.id}
            type="button"
            role="tab"
            className="vt-tab"
            aria-selected={option.id === value}
            aria-controls={panelId}
            tabIndex={place === Math.max(0, index) ? 0 : -1}
            onClick={() => {
              if (option.id !== value) onChange(option.id);
            }}
          >
            {option.label}
            {option.count !== undefined && <span className="vt-faint">{option.count}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
