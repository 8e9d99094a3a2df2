import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../words/index.ts';
import { Refused } from './Refused.tsx';
import { Waiting } from './Waiting.tsx';

/** A search that is told a moment after the last key: without what is blank around it, undefined for nothing. */
export function SearchField({ label, text, onSearch, className }: SearchFieldProps) {
  const [typed, setTyped] = useState(text ?? '');
  const later = useDebouncedCallback(
    (next: string) => onSearch(next.trim() === '' ? undefined : next.trim()),
    250,
  );
  return (
    <TextInput
      {...(className === undefined ? { maw: 420 } : { className })}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}

interface SearchFieldProps {
  readonly label: string;
  /** What the address searches for when the page opens. */
  readonly text: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
  readonly className?: string | undefined;
}

/** What a list that is told page by page has found, or why there is nothing, and the way to more of it. */
export function SearchedList({ found, total, isNarrowed, none, noMatch, children }: SearchedListProps) {
  const { t } = useWords();
  const isEmpty = found.isSuccess && total === 0;
  return (
    <>
      {found.isPending && <Waiting height={320} />}
      {found.isError && <Refused error={found.error} again={() => void found.refetch()} />}
      {isEmpty && !isNarrowed && none}
      {isEmpty && isNarrowed && <p role="status">{noMatch}</p>}
      {total > 0 && children}
      {found.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('shell.more')}
          </Button>
        </div>
      )}
    </>
  );
}

interface SearchedListProps {
  readonly found: Found;
  readonly total: number;
  /** Something is searched for: that nothing was found is no empty list. */
  readonly isNarrowed: boolean;
  /** What teaches where there is nothing at all. */
  readonly none: ReactNode;
  readonly noMatch: string;
  readonly children: ReactNode;
}

/** What is looked at of an infinite query. */
interface Found {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isSuccess: boolean;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}
