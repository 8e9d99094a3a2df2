import { Skeleton } from '@mantine/core';
import { type ComponentType, type ReactNode, useEffect, useEffectEvent } from 'react';
import { useSeat } from '../seat.ts';
import { useWords, type Word } from '../words/index.ts';
import { type Change, recordOf, without } from './address.ts';
import { Counting, unitSaid } from './Counting.tsx';
import type { Catalogue } from './catalogue.ts';
import { InSegment } from './InSegment.tsx';
import { ButtonLink } from './links.tsx';
import { Page } from './Page.tsx';
import { Refused } from './Refused.tsx';
import { Teach } from './Teach.tsx';
import { useCatalogue } from './useCatalogue.ts';

type Taught<Name> = Name extends `${infer Insight}.teach_title` ? Insight : never;

/** An insight by the words that name and teach it: `lifecycle` has `lifecycle.title`, `.teach_title` and `.teach`. */
export type InsightName = Taught<Word>;

/** What the part that asks and answers is given. */
export interface AnswerProps<Search, Asked> {
  /** The question that the address holds. */
  readonly asked: Asked;
  readonly search: Search;
  readonly catalogue: Catalogue;
  /** Asks another question: the people that were open belong to the one before, and are closed. */
  readonly change: Change<Search>;
  /** Changes how the answer is looked at, not what is asked. */
  readonly look: Change<Search>;
  /** Puts another address in the place of the whole. */
  readonly onSearch: (search: Search) => void;
}

export interface InsightProps<Search, Asked> {
  readonly told: InsightName;
  readonly icon: ReactNode;
  /** What the address holds, and how it is changed. */
  readonly search: Search;
  readonly onSearch: (search: Search, replace: boolean) => void;
  /** The question in an address; undefined until it is whole. */
  readonly askOf: (search: Search) => Asked | undefined;
  /** The first question, for a reader who has asked nothing; undefined while it is not known yet. */
  readonly first: (catalogue: Catalogue) => Search | undefined;
  readonly answer: ComponentType<AnswerProps<Search, Asked>>;
  /** Where the first question lacks something that only the reader can tell: what to tell, and why. */
  readonly lacking?: ComponentType<LackingProps<Search>>;
}

/** What the part that asks for the rest of a question is given. */
export interface LackingProps<Search> {
  readonly search: Search;
  readonly catalogue: Catalogue;
  readonly change: Change<Search>;
}

/**
 * A page of one insight, whose address holds the whole question: what can be asked about, the first question (written
 * into the address at once, so that what is shared is what is seen), and the page that teaches where there is nothing.
 */
export function Insight<Search extends { saved?: string }, Asked>(props: InsightProps<Search, Asked>) {
  const { told, icon, search, onSearch, askOf, first, answer: Answer, lacking: Lacking } = props;
  const catalogue = useCatalogue();
  const known = catalogue.data;
  const asked = askOf(search);
  const hasAsked = asked !== undefined;
  const begun = known && !hasAsked ? first(known) : undefined;
  const unsaid = begun && unsaidOf(begun, search);
  const askFirst = useEffectEvent(() => unsaid && onSearch(unsaid, true));
  const saying = unsaid && JSON.stringify(search); // once for each address: one that cannot say it all is not written again
  useEffect(() => {
    if (saying !== undefined) askFirst();
  }, [saying]);
  if (catalogue.isSuccess && !known) return <NothingYet told={told} icon={icon} />;
  const look: Change<Search> = (part) => onSearch(without<Search>({ ...search, ...part }), false);
  if (known && asked !== undefined) {
    return (
      <Counting unit={unitSaid(asked)}>
        <InSegment asked={asked} catalogue={known}>
          <Answer
            asked={asked}
            search={search}
            catalogue={known}
            change={(part) => look({ ...closed, ...part })}
            look={look}
            onSearch={(next) => onSearch(next, false)}
          />
        </InSegment>
      </Counting>
    );
  }
  if (Lacking && known && begun && askOf({ ...begun, ...search }) === undefined)
    return <Lacking search={search} catalogue={known} change={look} />;
  return <InsightWaits told={told} error={catalogue.error} again={() => catalogue.refetch()} />;
}

/** The first question with what an address says of it; undefined where the address says all of it. */
export function unsaidOf<Search extends object>(begun: Search, search: Search): Search | undefined {
  const whole = { ...begun, ...search };
  const said = recordOf(search);
  const saysAll = Object.entries(whole).every(
    ([part, value]) => JSON.stringify(value) === JSON.stringify(said[part]),
  );
  return saysAll ? undefined : whole;
}

/** Where nobody is open. Addresses without such a part have nothing to close. */
const closed = { open: undefined };

function InsightWaits({ told, error, again }: Pick<InsightTold, 'told'> & WaitsProps) {
  const { t } = useWords();
  return (
    <Page title={t(`${told}.title`)}>
      {error ? (
        <Refused error={error} again={again} />
      ) : (
        <>
          <Skeleton height={72} width="60%" aria-busy="true" />
          <Skeleton height={420} aria-busy="true" />
        </>
      )}
    </Page>
  );
}

interface InsightTold {
  readonly told: InsightName;
  readonly icon: ReactNode;
}

interface WaitsProps {
  readonly error: Error | null;
  readonly again: () => void;
}

function NothingYet({ told, icon }: InsightTold) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page title={t(`${told}.title`)}>
      <Teach
        icon={icon}
        title={t(`${told}.teach_title`)}
        action={
          <>
            <ButtonLink to="/w/$slug/imports" params={{ slug }}>
              {t('ask.nothing_import')}
            </ButtonLink>
            <ButtonLink variant="default" to="/w/$slug/sources" params={{ slug }}>
              {t('ask.nothing_send')}
            </ButtonLink>
          </>
        }
      >
        {t(`${told}.teach`)}
      </Teach>
    </Page>
  );
}
