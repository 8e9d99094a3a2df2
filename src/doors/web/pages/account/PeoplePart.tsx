import type { Shown } from '#src/customers/accounts/index.ts';
import type { AccountLife } from '#src/customers/life/index.ts';
import { useSeat } from '../../seat.ts';
import { FiguresTable, Small } from '../../ui/Figure.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { PhaseBadge } from '../customers/PhaseBadge.tsx';

interface PeoplePartProps {
  readonly account: Shown;
  readonly standing: AccountLife['standing'];
}

/** Who belongs to an account, in which phase each stands, an early warning too, and when they were last seen. */
export function PeoplePart({ account, standing }: PeoplePartProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const day = (at: string) => figures.dayOrMoment(at, timezone);
  const standingOf = new Map(standing.map((one) => [one.customer, one]));
  return (
    <Panel title={t('account.people', { count: account.members })}>
      {account.people.length === 0 ? (
        <p>{t('account.people_none')}</p>
      ) : (
        <FiguresTable
          caption={t('account.people', { count: account.members })}
          heads={[t('account.person'), t('account.phase'), t('accounts.by.seen'), t('account.since')]}
          rows={account.people.map((person) => {
            const stands = standingOf.get(person.customer ?? 0);
            return {
              id: person.id,
              label: (
                <>
                  <TextLink to="/w/$slug/people/$id" params={{ slug, id: person.id }}>
                    {person.name ?? person.email ?? person.id}
                  </TextLink>
                  {!person.latest && <Small>{t('account.elsewhere')}</Small>}
                </>
              ),
              cells: [
                stands === undefined ? (
                  t('phases.phase.none')
                ) : (
                  <>
                    <PhaseBadge standing={stands} size="sm" />
                    <Small>{t('account.phase_since', { date: day(stands.since) })}</Small>
                  </>
                ),
                person.lastSeen === null ? t('accounts.never') : day(person.lastSeen),
                day(person.since),
              ],
            };
          })}
        />
      )}
    </Panel>
  );
}
