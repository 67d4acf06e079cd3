'use client';

import { Clock, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';

export interface MediaSearchProps {
  value: string;
  /** Every letter. */
  onChange: (value: string) => void;
  /** 300 ms after the last letter, at once with Enter, a suggestion or the clear button. */
  onSearch: (value: string) => void;
  /** Offered while typing, best first. */
  suggestions?: readonly string[];
  /** Offered while the field is empty, newest first. */
  history?: readonly string[];
  /** Applied filters, before the text. */
  chips?: ReactNode;
  /** After the text: an offer, a shortcut. */
  end?: ReactNode;
  label?: string;
  autoFocus?: boolean;
  className?: string;
}

const PAUSE_MS = 300;
const MAX_OFFERS = 8;

/** The search field: a combobox over earlier searches and suggestions. Escape closes the list, then empties the field. */
export function MediaSearch(props: MediaSearchProps) {
  const {
    value,
    onChange,
    onSearch,
    suggestions = [],
    history = [],
    chips,
    end,
    autoFocus,
    className,
  } = props;
  const messages = useMessages();
  const label = props.label ?? messages.searchLabel;
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const asked = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  const ask = useCallback((text: string) => {
    asked.current = text;
    search.current(text);
  }, []);
  useEffect(() => {
    if (value === asked.current) return;
    const timer = setTimeout(() => ask(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value, ask]);

  const isEmpty = value.trim() === '';
  const offers = (isEmpty ? history : suggestions).filter((offer) => offer !== value).slice(0, MAX_OFFERS);
  const isListed = isOpen && offers.length > 0;
  const take = (text: string) => {
    onChange(text);
    ask(text);
    setOpen(false);
    setActive(-1);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const isHandled = handleKey(event.key);
    if (isHandled) event.preventDefault();
    // An open list or a text is the field's own to give up; else the dialog around it closes.
    if (isHandled && event.key === 'Escape') event.stopPropagation();
  };
  const handleKey = (key: string): boolean => {
    if (key === 'ArrowDown' && offers.length > 0) {
      setOpen(true);
      setActive((index) => Math.min(offers.length - 1, index + 1));
      return true;
    }
    if (key === 'ArrowUp' && isListed) {
      setActive((index) => Math.max(-1, index - 1));
      return true;
    }
    if (key === 'Enter') {
      take(isListed ? (offers[active] ?? value) : value);
      return true;
    }
    if (key !== 'Escape') return false;
    if (isListed) setOpen(false);
    else if (value !== '') take('');
    else return false;
    return true;
  };

  return (
    <search className={classNames('vt-search', className)}>
      <Icon icon={Search} />
      {chips}
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={isListed}
        aria-controls={isListed ? listId : undefined}
        aria-activedescendant={isListed && active >= 0 ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        // biome-ignore lint/a11y/noAutofocus: the picker opens to be searched; its owner says so
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      {!isEmpty && (
        <IconButton
          icon={X}
          label={messages.clearSearch}
          hasTooltip={false}
          className="vt-search-clear"
          onPress={() => {
            take('');
            input.current?.focus();
          }}
        />
      )}
      {end}
      {isListed && (
        <ul
          id={listId}
          className="vt-search-list"
          {...listProps(isEmpty ? messages.searchRecent : messages.searchSuggestions)}
        >
          {offers.map((offer, index) => (
            <li
              key={offer}
              id={`${listId}-${index}`}
              {...optionProps(index === active)}
              className="vt-menu-item"
              data-focused={index === active || undefined}
              // Before the field loses the focus, and the list with it.
              onPointerDown={(event) => {
                event.preventDefault();
                take(offer);
              }}
            >
              {isEmpty && <Icon icon={Clock} size="s" />}
              <span className="vt-clip" dir="auto">
                {offer}
              </span>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

const listProps = (label: string) => ({ role: 'listbox', 'aria-label': label }) as const;
const optionProps = (isActive: boolean) => ({ role: 'option', 'aria-selected': isActive }) as const;
