import { Button, Group } from '@mantine/core';
import type { Proposal } from '#src/insights/journey-maps/index.ts';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { changeStep, newStep, stepAt, withStep } from './edit.ts';
import styles from './Fields.module.css';
import type { MapProps } from './props.ts';
import card from './Step.module.css';

/** What the figures propose, each with its reason and its people; accepting is up to the reader. */
export function ProposalList({ shown, ...props }: MapProps & { shown: readonly Proposal[] }) {
  return (
    <div className={styles.list}>
      {shown.map((proposal) => (
        <OneProposal key={JSON.stringify(keyOf(proposal))} {...props} proposal={proposal} />
      ))}
    </div>
  );
}

const keyOf = ({ why, step, after, event }: Proposal) => [why, step, after, event];

function OneProposal({ proposal, draft, may, onOpen }: MapProps & { proposal: Proposal }) {
  const words = useWords();
  const { t, said } = words;
  const figures = useFigures();
  const { status, step, after, event } = proposal;
  const hand = stepAt(draft.drawn, step ?? undefined)?.step.status ?? null;
  const onMap =
    event !== null &&
    draft.drawn.stages.some(({ steps }) =>
      steps.some(({ matches }) => matches.some((one) => one.event === event)),
    );
  const settled = hand !== null || onMap;
  const accept = () =>
    draft.change((drawn) => {
      if (step !== null) return changeStep(drawn, step, { status });
      const stage = stepAt(drawn, after ?? undefined)?.stage;
      if (stage === undefined || event === null || after === null) return drawn;
      const added = { ...newStep(drawn, eventWords(words, event, 'name'), event), status };
      return withStep(drawn, stage.id, added, after);
    });
  return (
    <article className={styles.proposal}>
      <div className={card.chips}>
        <span className={card.chip} data-proposed>
          {t(`journey.proposed.${status}`)}
        </span>
      </div>
      <p>{said(proposal.words)}</p>
      {hand !== null && (
        <p className={styles.small}>{t('journey.hand_stands', { status: t(`journey.status.${hand}`) })}</p>
      )}
      <Group gap="xs">
        {may && !settled && (
          <Button size="compact-sm" variant="default" onClick={accept}>
            {t(`journey.accept.${status}`)}
          </Button>
        )}
        {proposal.people > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t('shell.pair', {
              name: t('journey.proposal_people'),
              value: figures.count(proposal.people),
            })}
            onClick={() => onOpen(peopleOf(proposal))}
          >
            {t('journey.people', { count: proposal.people })}
          </Button>
        )}
      </Group>
    </article>
  );
}

/** Whom a proposal is about. */
function peopleOf({ why, step, after, event }: Proposal): Parameters<MapProps['onOpen']>[0] {
  if (why === 'between') return { kind: 'between', step: after ?? '', event: event ?? '' };
  const id = step ?? '';
  if (why === 'drop_off') return { kind: 'dropped', step: id };
  return { kind: 'staying', step: id, did: why === 'rare_without_effect' };
}
