'use client';

import { Search, X } from 'lucide-react';
import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { SearchChips } from './SearchChips.tsx';
import { SearchList } from './SearchList.tsx';
import { SearchProblems } from './SearchProblems.tsx';
import {
  historyOffers,
  offersFor,
  type SearchOffer,
  type SearchSuggestion,
  type SearchWord,
  wordAtEnd,
} from './search-offers.ts';
import { askableSearch, roomFor, splitSearch } from './split-search.ts';
import { useSearchParts } from './use-search-parts.ts';

export interface MediaSearchProps {
  /** Words and operators as one text: `lake tag:nature`. Operators that stand for themselves are shown as chips. */
  value: string;
  /** Every letter. */
  onChange: (value: string) => void;
  /** 300 ms after the last letter, at once with Enter, a suggestion, a chip or the clear button. While an operator is
   *  being written it is left out. */
  onSearch: (value: string) => void;
  /** Offered while typing, best first. A text takes the place of the whole search, a tag or a collection becomes a chip. */
  suggestions?: readonly (string | SearchSuggestion)[];
  /** Offered while the field is empty, newest first. */
  history?: readonly string[];
  /** Told what `suggestions` should complete, with every letter; null where there is nothing. */
  onWord?: (word: SearchWord | null) => void;
  /** Applied filters, before the text. */
  chips?: ReactNode;
  /** After the text: an offer, a shortcut. */
  end?: ReactNode;
  label?: string;
  autoFocus?: boolean;
  className?: string;
}

const PAUSE_MS = 300;

/** The search field: a combobox over earlier searches and suggestions. Escape closes the list, then empties the field. */
export function MediaSearch(props: MediaSearchProps) {
  const { value, onChange, onSearch, suggestions = [], history = [], onWord, autoFocus, className } = props;
  const messages = useMessages();
  const announce = useAnnounce();
  const label = props.label ?? messages.searchLabel;
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const [active, setActive] = useState(-1);
  const [parts, setParts] = useSearchParts(value, onChange);
  const caret = useRef<number | null>(null);

  const asked = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  const ask = useCallback((text: string) => {
    asked.current = text;
    search.current(text);
  }, []);
  const askable = isTyping ? askableSearch(parts) : value;
  useEffect(() => {
    if (askable === asked.current) return;
    const timer = setTimeout(() => ask(askable), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [askable, ask]);

  // What became a chip is gone from the text: the caret stays between the same letters.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const isEmpty = parts.rest.trim() === '' && parts.chips.length === 0;
  const offers = isEmpty ? historyOffers(history) : offersFor(parts, suggestions);
  const isListed = isOpen && offers.length > 0;
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const apply = (next: typeof parts) => {
    setTyping(false);
    ask(setParts(next));
    close();
    onWord?.(null);
  };
  const take = (offer: SearchOffer) => {
    if (!offer.isOpen) return apply(offer.parts);
    setParts(offer.parts);
    setTyping(true);
    setActive(-1);
    onWord?.(wordAtEnd(offer.parts.rest));
  };
  const removeChip = (chip: string) => {
    apply({ ...parts, chips: parts.chips.filter((other) => other !== chip) });
    announce(messages.searchChipRemoved(chip));
    input.current?.focus();
  };
  const type = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: typed, selectionStart } = event.target;
    const cut = splitSearch(typed, selectionStart ?? typed.length);
    if (cut.rest !== typed) caret.current = cut.caret;
    const chips = [...new Set([...parts.chips, ...cut.chips])];
    const rest = cut.chips.length > 0 ? cut.rest : typed;
    setParts({ chips, rest });
    setTyping(true);
    setOpen(true);
    setActive(-1);
    onWord?.(wordAtEnd(rest));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const isHandled = handleKey(event.key, event.currentTarget);
    if (isHandled) event.preventDefault();
    // An open list or a text is the field's own to give up; else the dialog around it closes.
    if (isHandled && event.key === 'Escape') event.stopPropagation();
  };
  const handleKey = (key: string, { selectionStart, selectionEnd }: HTMLInputElement): boolean => {
    const lastChip = parts.chips.at(-1);
    if (key === 'Backspace' && lastChip !== undefined && selectionStart === 0 && selectionEnd === 0) {
      removeChip(lastChip);
      return true;
    }
    if (key === 'ArrowDown' && offers.length > 0) {
      setOpen(true);
      setActive((index) => Math.min(offers.length - 1, index + 1));
      return true;
    }
    if (key === 'ArrowUp' && isListed) {
      setActive((index) => Math.max(-1, index - 1));
      return true;
    }
    const offer = isListed ? offers[active] : undefined;
    if (key === 'Enter') {
      if (offer) take(offer);
      else {
        const whole = splitSearch(parts.rest);
        apply({ chips: [...new Set([...parts.chips, ...whole.chips])], rest: whole.rest });
      }
      return true;
    }
    if (key !== 'Escape') return false;
    if (isListed) close();
    else if (!isEmpty) apply({ chips: [], rest: '' });
    else return false;
    return true;
  };

  return (
    <search className={classNames('vt-search-box', className)}>
      <div className="vt-search">
        <Icon icon={Search} />
        {props.chips}
        <SearchChips chips={parts.chips} onRemove={removeChip} onLeave={() => input.current?.focus()} />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={isListed}
          aria-controls={isListed ? listId : undefined}
          aria-activedescendant={isListed && active >= 0 ? `${listId}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={parts.chips.length === 0 ? label : undefined}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={roomFor(parts)}
          // biome-ignore lint/a11y/noAutofocus: the picker opens to be searched; its owner says so
          autoFocus={autoFocus}
          value={parts.rest}
          onChange={type}
          onKeyDown={onKeyDown}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            close();
            setTyping(false);
          }}
        />
        {!isEmpty && (
          <IconButton
            icon={X}
            label={messages.clearSearch}
            hasTooltip={false}
            className="vt-search-clear"
            onPress={() => {
              apply({ chips: [], rest: '' });
              input.current?.focus();
            }}
          />
        )}
        {props.end}
        {isListed && (
          <SearchList
            id={listId}
            label={isEmpty ? messages.searchRecent : messages.searchSuggestions}
            offers={offers}
            active={active}
            onTake={take}
          />
        )}
      </div>
      <SearchProblems text={parts.rest} isTyping={isTyping} />
    </search>
  );
}
