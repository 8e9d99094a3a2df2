import { Skeleton } from '@mantine/core';
import { IconChartGridDots } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { useWords } from '../../words/index.ts';
import { Answer } from './Answer.tsx';
import { firstQuestion } from './first-question.ts';
import { askOf } from './search.ts';

/** Who comes back, cohort by cohort. The address holds the whole question. */
export function Retention() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/retention' });
  const navigate = useNavigate({ from: '/w/$slug/retention' });
  const catalogue = useCatalogue();
  const asked = askOf(search) !== undefined;
  const known = catalogue.data;
  // The first question is written into the address at once, so that what is shared is what is seen.
  useEffect(() => {
    if (asked || !known) return;
    const first = firstQuestion(known.span, known.events);
    void navigate({ search: { ...first, ...search }, replace: true });
  }, [asked, known, search, navigate]);
  if (catalogue.isError) {
    return (
      <Page title={t('retention.title')}>
        <Refused error={catalogue.error} again={() => catalogue.refetch()} />
      </Page>
    );
  }
  if (catalogue.isSuccess && !known) return <NothingYet />;
  if (!known || !asked) {
    return (
      <Page title={t('retention.title')}>
        <Skeleton height={72} width="60%" />
        <Skeleton height={420} />
      </Page>
    );
  }
  return <Answer search={search} catalogue={known} onChange={(next) => void navigate({ search: next })} />;
}

function NothingYet() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page title={t('retention.title')}>
      <Teach
        icon={<IconChartGridDots />}
        title={t('retention.nothing_title')}
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
        {t('retention.nothing')}
      </Teach>
    </Page>
  );
}
