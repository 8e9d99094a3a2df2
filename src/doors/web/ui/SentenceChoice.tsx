import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../words/index.ts';
import styles from './Sentence.module.css';
import { SentencePart } from './SentencePart.tsx';

export interface Choice {
  readonly value: string;
  /** How it reads within the sentence. */
  readonly reads: string;
  /** How it is called in the menu; as it reads unless told. */
  readonly name?: string | undefined;
  readonly hint?: string | undefined;
  readonly group?: string | undefined;
}

/** A word of a sentence that is a menu. Longer menus can be searched. */
export function SentenceChoice({ label, value, choices, onChoose }: SentenceChoiceProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState('');
  const box = useCombobox({
    onDropdownClose: () => {
      setAsked('');
      box.focusTarget();
      box.resetSelectedOption();
    },
    onDropdownOpen: () => box.focusSearchInput(),
  });
  const chosen = choices.find((choice) => choice.value === value);
  const searchable = choices.length > 8;
  const shown = choices.filter(({ name, reads }) =>
    (name ?? reads).toLowerCase().includes(asked.toLowerCase().trim()),
  );
  return (
    <Combobox
      store={box}
      width={280}
      position="bottom-start"
      onOptionSubmit={(next) => {
        onChoose(next);
        box.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes>
        <SentencePart label={label} reads={chosen?.reads ?? value} onClick={() => box.toggleDropdown()} />
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown ?? ''}>
        {searchable && (
          <Combobox.Search
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
            placeholder={t('shell.search')}
            aria-label={t('shell.search')}
          />
        )}
        <Combobox.Options className={styles.options ?? ''} aria-label={label} tabIndex={0}>
          {shown.length === 0 && <Combobox.Empty>{t('shell.nothing_found')}</Combobox.Empty>}
          {shown.map((choice) => (
            <Combobox.Option
              key={choice.value}
              value={choice.value}
              active={choice.value === value}
              className={styles.option ?? ''}
            >
              <span className={styles.choice}>
                <span>{choice.name ?? choice.reads}</span>
                {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
              </span>
              {choice.value === value && <IconCheck size={16} aria-hidden />}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

export interface SentenceChoiceProps {
  /** What this part of the sentence is, for screen readers. */
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
}
