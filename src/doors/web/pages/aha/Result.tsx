import { Alert, Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Definition, Fold, Folds, Verdict } from '../../ui/Answered.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { eventWords } from '../../words/events.ts';
import { Candidates } from './Candidates.tsx';
import { HeatView } from './HeatView.tsx';
import { LookedAt } from './LookedAt.tsx';
import { MomentForm } from './MomentForm.tsx';
import type { LookProps, ResultProps } from './props.ts';
import styles from './Result.module.css';
import type { Behind } from './search.ts';
import { candidateAt, chosenOf, chosenSaid, hardlyDiffers } from './shape.ts';

/** Verdict and its caution, the count that is looked at, the heat map of its event, every candidate. */
export function Result(props: ResultProps) {
  const { found, search, saying, onLook } = props;
  const { t, said } = saying.words;
  const chosen = chosenOf(found, search.pick);
  const hint = hardlyDiffers(found);
  const onOpen = (open: Behind) => onLook({ open });
  if (found.people.observable === 0)
    return (
      <Teach title={t('aha.nobody_title')}>
        {t('aha.nobody', { count: found.people.newcomers, unit: found.unit })}
      </Teach>
    );
  return (
    <>
      <Verdict>{said(found.verdict.words)}</Verdict>
      {hint && <Alert color="yellow">{t(`aha.hint_${hint}`)}</Alert>}
      {chosen && (
        <>
          <Panel title={chosenSaid(chosen, saying)} aside={<Adopting {...props} chosen={chosen} />}>
            <Standing {...props} chosen={chosen} />
            <LookedAt {...props} chosen={chosen} onOpen={onOpen} />
          </Panel>
          <Caution {...props} chosen={chosen} onOpen={onOpen} />
          <HeatView {...props} chosen={chosen} onOpen={onOpen} />
          <Candidates {...props} chosen={chosen} onOpen={onOpen} />
        </>
      )}
      <Folds>
        <Tried found={found} saying={saying} />
        <Definition of={found} />
      </Folds>
      {search.open && <OpenPeople {...props} open={search.open} />}
    </>
  );
}

/** What the search has found of the count that is looked at, and the way back to the best one. */
function Standing({ found, chosen, search, saying, onLook }: Omit<LookProps, 'onOpen'>) {
  const { t } = saying.words;
  const candidate = candidateAt(found, chosen);
  const isFirst = candidate !== undefined && candidate === found.candidates[0];
  return (
    <div className={styles.standing}>
      <p>{t(candidate ? `aha.standing.${candidate.verdict}` : 'aha.standing.picked')}</p>
      {search.pick !== undefined && !isFirst && (
        <Button size="compact-sm" variant="subtle" onClick={() => onLook({ pick: undefined })}>
          {t('aha.back_to_best')}
        </Button>
      )}
    </div>
  );
}

/** Adopts the count that is looked at; leads to the board where it has been. */
function Adopting({ found, asked, chosen, catalogue, saying }: Omit<LookProps, 'onOpen'>) {
  const { t } = saying.words;
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const [open, setOpen] = useState(false);
  const sure = candidateAt(found, chosen)?.verdict === 'confirmed';
  const known = useQuery(question(slug, 'aha.list', {})).data?.definitions ?? [];
  const same = known.find(
    ({ retiredAt, current: { match, start, times, days } }) =>
      retiredAt === null &&
      match.event === chosen.event &&
      match.where.length === 0 &&
      start.event === asked.start.event &&
      times === chosen.count &&
      days === chosen.window,
  );
  return (
    <>
      {same ? (
        <ButtonLink to="/w/$slug/aha/moments/$id" params={{ slug, id: same.id }}>
          {t('aha.see_board')}
        </ButtonLink>
      ) : (
        may && (
          <Button variant={sure ? 'filled' : 'default'} onClick={() => setOpen(true)}>
            {t('aha.adopt')}
          </Button>
        )
      )}
      {open && (
        <MomentForm
          moment={null}
          rule={{
            start: asked.start,
            match: { event: chosen.event },
            times: chosen.count,
            days: chosen.window,
          }}
          name={chosenSaid(chosen, saying)}
          catalogue={catalogue}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** A correlation is no cause: what to do to know. */
function Caution({ found, chosen, saying, onOpen }: LookProps) {
  const { t, said } = saying.words;
  const sure = candidateAt(found, chosen)?.verdict === 'confirmed';
  return (
    <section className={styles.caution} aria-label={t('aha.caution')}>
      <h3 className={styles.cautionTitle}>
        <IconFlask size={18} aria-hidden /> {t('aha.caution')}
      </h3>
      <p>{said(found.correlation)}</p>
      <p>{t(sure ? 'aha.next_step' : 'aha.next_unsure')}</p>
      <div>
        <Button size="xs" variant="default" onClick={() => onOpen({ ...chosen, side: 'below' })}>
          {t('aha.see_below')}
        </Button>
      </div>
    </section>
  );
}

const whys = ['start', 'asked', 'presence', 'library', 'rare'] as const;

/** How many people and thresholds the answer rests on, and which events were left out, and why. */
function Tried({ found, saying }: Pick<ResultProps, 'found' | 'saying'>) {
  const { words, figures } = saying;
  const { t } = words;
  const { people, tried, events, leftOut } = found;
  const names = (list: readonly string[]) =>
    figures.list(list.map((event) => eventWords(words, event, 'name')));
  return (
    <Fold title={t('aha.tried_title')}>
      <div className={styles.tried}>
        <p>
          {t('aha.tried_people', {
            unit: found.unit,
            newcomers: people.newcomers,
            observable: people.observable,
            stayed: people.stayed,
            share: found.stayed.known ? figures.share(found.stayed.value.share, 1) : '–',
            searching: people.discovery.total,
            confirming: people.confirmation.total,
          })}
        </p>
        <p>{t('aha.tried_events', { tried, count: events.length, events: names(events) })}</p>
        {whys.map((why) => {
          const those = leftOut.filter((one) => one.why === why).map(({ event }) => event);
          if (those.length === 0) return null;
          return <p key={why}>{t(`aha.left_out.${why}`, { events: names(those) })}</p>;
        })}
      </div>
    </Fold>
  );
}

const outcomes = ['all', 'stayed', 'left'] as const;

/** Who stands behind a figure. */
function OpenPeople({ found, asked, saying, open, onLook }: ResultProps & { open: Behind }) {
  const { t } = saying.words;
  const { slug } = useSeat();
  const input = { ask: asked, ...open };
  const { event = null, count = 1, window = 1, side = 'all', outcome = 'all', half = 'both' } = open;
  const who =
    event === null || side === 'all'
      ? t('aha.everyone_observable')
      : t(`aha.side.${side}`, { threshold: chosenSaid({ event, count, window }, saying) });
  return (
    <PeopleDrawer
      title={who}
      of={['aha.people', input]}
      load={(page, signal) => ask(slug, 'aha.people', { ...input, ...page }, signal)}
      from={{ of: 'aha.people', ask: input }}
      unit={found.unit}
      ways={{
        value: outcome,
        data: outcomes.map((one) => ({ value: one, label: t(`aha.outcome.${one}`) })),
        onChange: (next) =>
          onLook({ open: { ...open, outcome: outcomes.find((one) => one === next) ?? 'all' } }),
      }}
      note={half === 'both' ? undefined : t(`aha.only.${half}`)}
      onClose={() => onLook({ open: undefined })}
    />
  );
}
