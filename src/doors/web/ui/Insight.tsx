import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import type { Catalogue } from './catalogue.ts';
import { ButtonLink } from './links.tsx';
import { Page } from './Page.tsx';
import { Refused } from './Refused.tsx';
import { Teach } from './Teach.tsx';
import { useCatalogue } from './useCatalogue.ts';

export interface InsightProps {
  readonly title: string;
  /** Of a workspace without events: what this page will show. */
  readonly teach: { readonly icon: ReactNode; readonly title: string; readonly words: string };
  /** True once the address holds a question. */
  readonly asked: boolean;
  /** Writes the first question into the address, so that what is shared is what is seen. */
  readonly first: (catalogue: Catalogue) => void;
  readonly children: (catalogue: Catalogue) => ReactNode;
}

/** A page of one insight: what can be asked about, the first question, and the page that teaches where there is nothing. */
export function Insight({ title, teach, asked, first, children }: InsightProps) {
  const catalogue = useCatalogue();
  const known = catalogue.data;
  useEffect(() => {
    if (!asked && known) first(known);
  }, [asked, known, first]);
  if (catalogue.isError) {
    return (
      <Page title={title}>
        <Refused error={catalogue.error} again={() => catalogue.refetch()} />
      </Page>
    );
  }
  if (catalogue.isSuccess && !known) return <NothingYet title={title} teach={teach} />;
  if (!known || !asked) {
    return (
      <Page title={title}>
        <Skeleton height={72} width="60%" />
        <Skeleton height={420} />
      </Page>
    );
  }
  return children(known);
}

function NothingYet({ title, teach }: Pick<InsightProps, 'title' | 'teach'>) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page title={title}>
      <Teach
        icon={teach.icon}
        title={teach.title}
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
        {teach.words}
      </Teach>
    </Page>
  );
}
