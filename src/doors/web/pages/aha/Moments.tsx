import { IconBulb } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { AhaDefinition } from '#src/insights/aha/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Retiring } from './Retiring.tsx';

/** What the workspace means by its aha moments: each leads to its board. */
export function Moments() {
  const { t } = useWords();
  const { slug } = useSeat();
  const kept = useQuery(question(slug, 'aha.list', {}));
  const search = (
    <ButtonLink to="/w/$slug/aha" params={{ slug }}>
      {t('aha.search')}
    </ButtonLink>
  );
  const definitions = kept.data?.definitions ?? [];
  return (
    <Page
      narrow
      title={t('aha.moments')}
      lead={t('aha.moments_lead')}
      actions={definitions.length > 0 && search}
    >
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && definitions.length === 0 && (
        <Teach icon={<IconBulb />} title={t('aha.none_title')} action={search}>
          {t('aha.none')}
        </Teach>
      )}
      {definitions.length > 0 && (
        <Rows
          rows={definitions
            .toSorted((one, other) => Number(one.retiredAt !== null) - Number(other.retiredAt !== null))
            .map((moment) => ({
              id: moment.id,
              past: moment.retiredAt !== null,
              title: (
                <TextLink to="/w/$slug/aha/moments/$id" params={{ slug, id: moment.id }} fw={600}>
                  {moment.name}
                </TextLink>
              ),
              detail: <Told moment={moment} />,
              aside: <Retiring moment={moment} size="xs" />,
            }))}
        />
      )}
    </Page>
  );
}

function Told({ moment }: { moment: AhaDefinition }) {
  const { said } = useWords();
  return (
    <>
      {said(moment.current.words)}
      <OwnersLine moment={moment} />
    </>
  );
}

/** Who answers for it in each team. */
export function OwnersLine({ moment: { owners } }: { moment: AhaDefinition }) {
  const { t } = useWords();
  const figures = useFigures();
  const named = (['product', 'marketing'] as const).filter((team) => owners[team].length > 0);
  if (named.length === 0) return null;
  return (
    <p>
      {named
        .map((team) =>
          t('aha.owners_line', { team: t(`aha.team_${team}`), names: figures.list(owners[team]) }),
        )
        .join(' · ')}
    </p>
  );
}
