import { IconList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** Lists of people as they were kept. */
export function Lists() {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const lists = useQuery(question(slug, 'lists.list', {}));
  return (
    <Page narrow title={t('lists.title')} lead={t('lists.lead')}>
      {lists.isPending && <Waiting height={200} />}
      {lists.isError && <Refused error={lists.error} again={() => lists.refetch()} />}
      {lists.data?.lists.length === 0 && (
        <Teach
          icon={<IconList />}
          title={t('lists.none_title')}
          action={
            <ButtonLink to="/w/$slug/retention" params={{ slug }}>
              {t('lists.none_action')}
            </ButtonLink>
          }
        >
          {t('lists.none')}
        </Teach>
      )}
      {lists.data && lists.data.lists.length > 0 && (
        <Rows
          rows={lists.data.lists.map(({ id, name, size, unit, createdAt }) => ({
            id,
            title: (
              <TextLink to="/w/$slug/lists/$id" params={{ slug, id }} fw={600}>
                {name}
              </TextLink>
            ),
            detail: t('lists.saved', { date: figures.moment(createdAt, timezone) }),
            aside: t('lists.size', { count: size, unit }),
          }))}
        />
      )}
    </Page>
  );
}
