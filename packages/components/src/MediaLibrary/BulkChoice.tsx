'use client';

import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { TextField } from '../ui/TextField.tsx';

/** Something that files have or have not: a tag, a collection. */
export interface Choice {
  id: string;
  name: string;
  /** Which of the files have it; `unknown` where not all of them are loaded. */
  had: 'all' | 'some' | 'none' | 'unknown';
}

export interface BulkChoiceProps {
  title: string;
  findLabel: string;
  noneText: string;
  choices: readonly Choice[];
  search: string;
  onSearch: (search: string) => void;
  /** Names that are not there can be made. */
  makeLabel?: (name: string) => string;
  onApply: (change: { add: Choice[]; remove: Choice[]; make: string[] }) => void;
  onClose: () => void;
}

/** What many files get and lose: a tick adds, an empty box takes away, a dash leaves it as it is. */
export function BulkChoice(props: BulkChoiceProps) {
  const { title, choices, search, onSearch, makeLabel, onApply, onClose } = props;
  const m = useWorkMessages();
  const [wanted, setWanted] = useState<ReadonlyMap<string, { choice: Choice; isOn: boolean }>>(new Map());
  const [made, setMade] = useState<readonly string[]>([]);
  const name = search.trim();
  const isSame = (other: string) => other.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0;
  const canMake =
    makeLabel !== undefined &&
    name !== '' &&
    ![...choices.map((choice) => choice.name), ...made].some(isSame);
  const changed = [...wanted.values()].filter(({ choice, isOn }) => choice.had !== (isOn ? 'all' : 'none'));
  const isChanged = changed.length + made.length > 0;

  const want = (choice: Choice, isOn: boolean) => setWanted(new Map(wanted).set(choice.id, { choice, isOn }));
  const make = () => {
    setMade([...made, name]);
    onSearch('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in the field takes what is written; a second one, with nothing written, applies it.
    const exact = choices.find((choice) => isSame(choice.name));
    if (exact) {
      want(exact, true);
      onSearch('');
    } else if (canMake) make();
    else if (name === '' && isChanged) apply();
  };
  const apply = () =>
    onApply({
      add: changed.filter(({ isOn }) => isOn).map(({ choice }) => choice),
      remove: changed.filter(({ isOn }) => !isOn).map(({ choice }) => choice),
      make: [...made],
    });

  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <form className="vt-choice-find" onSubmit={submit}>
        <TextField
          label={props.findLabel}
          isLabelHidden
          placeholder={props.findLabel}
          value={search}
          onChange={onSearch}
          maxLength={100}
          autoFocus
        />
        <p className="vt-note">{m.bulkChoiceNote}</p>
      </form>
      <ul className="vt-choices">
        {canMake && (
          <li>
            <Button icon={Plus} onPress={make}>
              {makeLabel(name)}
            </Button>
          </li>
        )}
        {made.map((tag) => (
          <li key={tag}>
            <Checkbox isSelected onChange={() => setMade(made.filter((other) => other !== tag))}>
              <ChoiceWords name={tag} change={m.bulkAdd} />
            </Checkbox>
          </li>
        ))}
        {choices.map((choice) => {
          const isOn = wanted.get(choice.id)?.isOn;
          const isOther = isOn !== undefined && choice.had !== (isOn ? 'all' : 'none');
          return (
            <li key={choice.id}>
              <Checkbox
                isSelected={isOn ?? choice.had === 'all'}
                isIndeterminate={isOn === undefined && (choice.had === 'some' || choice.had === 'unknown')}
                className={isOn === undefined && choice.had === 'unknown' ? 'vt-choice--unknown' : undefined}
                onChange={(next) => want(choice, next)}
              >
                <ChoiceWords
                  name={choice.name}
                  change={isOther ? (isOn ? m.bulkAdd : m.bulkRemove) : undefined}
                  isBad={isOther && !isOn}
                />
              </Checkbox>
            </li>
          );
        })}
        {choices.length === 0 && made.length === 0 && !canMake && (
          <li className="vt-choices-none vt-faint">{props.noneText}</li>
        )}
      </ul>
      <ModalFoot confirmLabel={m.bulkApply} isDisabled={!isChanged} onConfirm={apply} onCancel={onClose} />
    </Dialog>
  );
}

function ChoiceWords({
  name,
  change,
  isBad,
}: {
  name: string;
  change?: string | undefined;
  isBad?: boolean;
}) {
  return (
    <>
      <span className="vt-clip" dir="auto">
        {name}
      </span>
      {change && <span className={isBad ? 'vt-choice-change vt-bad' : 'vt-choice-change'}>{change}</span>}
    </>
  );
}
