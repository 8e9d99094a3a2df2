import { Button, Drawer, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Effect, MapStep, StepFigures } from '#src/insights/journey-maps/index.ts';
import { Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { scoreWord } from './EmotionLane.tsx';
import { stepAt, withoutStep } from './edit.ts';
import styles from './Fields.module.css';
import { ProposalList } from './ProposalList.tsx';
import type { MapProps } from './props.ts';
import card from './Step.module.css';
import { StepFields } from './StepFields.tsx';
import { markOf, stepName } from './saying.ts';

/** A step at the side: its figures with the people behind them, what they propose, what is said of it by hand. */
export function StepDrawer(props: MapProps) {
  const { search, look, draft, figures, proposals, may } = props;
  const words = useWords();
  const { t } = words;
  const step = stepAt(draft.drawn, search.step)?.step;
  if (step === undefined || search.open !== undefined) return null;
  const told = figures?.steps.find((one) => one.step === step.id);
  const own = proposals?.proposals.filter((one) => one.step === step.id || one.after === step.id) ?? [];
  const effect = proposals?.effects.find((one) => one.step === step.id);
  return (
    <Drawer opened onClose={() => look({ step: undefined })} size={460} title={stepName(step, words)}>
      <Stack gap="lg">
        <span className={card.mark} data-mark={markOf(step)} title={t('journey.mark_help')}>
          {t(`journey.mark.${markOf(step)}`)}
        </span>
        {told && <StepFacts {...props} step={step} told={told} effect={effect} />}
        {own.length > 0 && <ProposalList {...props} shown={own} />}
        {may ? <StepFields {...props} step={step} /> : <Told step={step} />}
        {may && (
          <Button
            color="red"
            variant="subtle"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => {
              draft.change((drawn) => withoutStep(drawn, step.id));
              look({ step: undefined });
            }}
          >
            {t('journey.step_remove')}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

interface FactsProps extends Pick<MapProps, 'onOpen'> {
  readonly step: MapStep;
  readonly told: StepFigures;
  readonly effect: Effect | undefined;
}

/** Every figure of a step; each number of people opens them. */
function StepFacts(props: FactsProps) {
  const { told } = props;
  const { t } = useWords();
  const figures = useFigures();
  const opens = useOpens(props);
  const { everybody, wait, dropOff } = told;
  return (
    <section aria-label={t('journey.figures')}>
      <dl className={styles.facts}>
        <Fact name={t('journey.figure.did')}>{opens('did', told.people)}</Fact>
        <Fact name={t('journey.use_head')}>
          <ShareFigure {...told.use} />
        </Fact>
        {dropOff && (
          <>
            <Fact name={t('journey.figure.went_on')}>{opens('went_on', told.wentOn)}</Fact>
            <Fact name={t('journey.figure.dropped')}>{opens('dropped', told.dropped)}</Fact>
            <Fact name={t('journey.lost_share')}>
              <ShareFigure {...dropOff} />
            </Fact>
            <Fact name={t('journey.figure.open')}>{opens('open', told.open)}</Fact>
          </>
        )}
        {wait && (
          <Fact name={t('journey.figure.delay')}>
            <Known figure={wait.medianMs}>{(value) => figures.duration(value / 1000)}</Known>
            <span className={styles.small}>
              {t('journey.figure.delay_of', { count: wait.people, waiting: wait.waiting })}
            </span>
          </Fact>
        )}
        <Fact name={t('journey.figure.everybody')}>
          {opens('everybody', everybody.people)}
          <span className={styles.small}>{t('journey.figure.events', { count: everybody.events })}</span>
        </Fact>
        <EffectFacts {...props} />
      </dl>
    </section>
  );
}

/** A number of people at a step, which opens them. */
function useOpens({ told, step, onOpen }: Pick<FactsProps, 'told' | 'step' | 'onOpen'>) {
  const words = useWords();
  return (kind: 'did' | 'went_on' | 'dropped' | 'open' | 'everybody', count: number) => (
    <Opens
      count={count}
      label={`${stepName(step, words)}, ${words.t(`journey.figure.${kind}`)}`}
      onOpen={() => onOpen({ kind, step: told.step })}
    />
  );
}

/** Whether those who do the step stay more than the others. */
function EffectFacts({ step, effect, onOpen }: FactsProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  if (effect === undefined) return null;
  const group = (did: boolean) => {
    const own = did ? effect.did : effect.others;
    const name = t(did ? 'journey.figure.stay_did' : 'journey.figure.stay_others');
    return (
      <Fact name={name}>
        <ShareFigure
          {...own}
          aside={
            <Opens
              count={own.people}
              label={`${stepName(step, words)}, ${name}`}
              onOpen={() => onOpen({ kind: 'staying', step: step.id, did })}
            >
              {t('journey.people', { count: own.people })}
            </Opens>
          }
        />
      </Fact>
    );
  };
  return (
    <>
      {group(true)}
      {group(false)}
      <Fact name={t('journey.figure.effect')}>
        <Known figure={effect.difference}>{(value) => figures.points(value)}</Known>
        <span className={styles.small}>{t(`journey.found.${effect.found}`)}</span>
      </Fact>
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** What is said of a step by hand, for those who may only read. */
function Told({ step: { status, channels, owner, note, emotion } }: { step: MapStep }) {
  const { t } = useWords();
  const said = [
    ...(status === null ? [] : [[t('journey.status'), t(`journey.status.${status}`)]]),
    ...(channels.length === 0 ? [] : [[t('journey.channels'), channels.join(', ')]]),
    ...(owner === '' ? [] : [[t('journey.owner'), owner]]),
    ...(emotion === null
      ? []
      : [
          [
            t('journey.emotion'),
            `${t(scoreWord(emotion.score))} (${t(`journey.basis.${emotion.basis}`).toLowerCase()})`,
          ],
        ]),
  ];
  return (
    <>
      <dl className={styles.facts}>
        {said.map(([name = '', text = '']) => (
          <Fact key={name} name={name}>
            {text}
          </Fact>
        ))}
      </dl>
      {note.text !== '' && (
        <p>
          {note.text}
          <span className={styles.small}>{t(`journey.basis.${note.basis}`)}</span>
        </p>
      )}
    </>
  );
}
