import { Menu } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { MapStep, Proposal, StepFigures } from '#src/insights/journey-maps/index.ts';
import { Known, Opens } from '../../ui/Figure.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { Direction } from './edit.ts';
import type { MapProps } from './props.ts';
import styles from './Step.module.css';
import { delaySaid, lostSaid, markOf, stepName } from './saying.ts';

interface StepCardProps extends MapProps {
  readonly step: MapStep;
  readonly onMove: (step: MapStep, to: Direction) => void;
  readonly onRemove: (step: MapStep) => void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** A step: what it is called, what it rests on, how many come, what is said of it by hand; then the way on. */
export function StepCard(props: StepCardProps) {
  const { step, figures, proposals, search, look, may, onMove, onRemove } = props;
  const words = useWords();
  const told = figures?.steps.find((one) => one.step === step.id);
  const name = stepName(step, words);
  const press = (event: KeyboardEvent) => {
    const to = arrows[event.key];
    if (may && event.altKey && to) onMove(step, to);
    else if (may && event.key === 'Delete') onRemove(step);
    else return;
    event.preventDefault();
  };
  return (
    <li className={styles.item}>
      <article
        className={styles.card}
        data-mark={markOf(step)}
        data-open={search.step === step.id || undefined}
        aria-label={name}
      >
        <div className={styles.top}>
          <h4 className={styles.name}>
            <button
              id={`step-${step.id}`}
              type="button"
              className={styles.open}
              aria-keyshortcuts={
                may ? 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Delete' : undefined
              }
              onClick={() => look({ step: step.id })}
              onKeyDown={press}
            >
              {name}
            </button>
          </h4>
          {may && <StepMenu {...props} name={name} />}
        </div>
        <Chips step={step} proposals={proposals?.proposals ?? []} />
        {step.matches.length > 0 && <Volume {...props} told={told} name={name} />}
        <Said step={step} />
      </article>
      <Ribbon {...props} told={told} name={name} />
    </li>
  );
}

function StepMenu({ step, name, look, onMove, onRemove }: StepCardProps & { name: string }) {
  const { t } = useWords();
  return (
    <MoreMenu label={t('journey.step_menu', { name })} small className={styles.menu}>
      <Menu.Item onClick={() => look({ step: step.id })}>{t('journey.step_open', { name })}</Menu.Item>
      {Object.values(arrows).map((to) => (
        <Menu.Item key={to} onClick={() => onMove(step, to)}>
          {t(`journey.step_${to}`)}
        </Menu.Item>
      ))}
      <Menu.Item color="red" onClick={() => onRemove(step)}>
        {t('journey.step_remove')}
      </Menu.Item>
    </MoreMenu>
  );
}

/** What it rests on, what was decided, and what the figures propose where that is something else. */
function Chips({ step, proposals }: { step: MapStep; proposals: readonly Proposal[] }) {
  const { t } = useWords();
  const mark = markOf(step);
  const proposed = new Set(
    proposals.filter((one) => one.step === step.id && one.status !== step.status).map(({ status }) => status),
  );
  return (
    <div className={styles.chips}>
      <span className={styles.mark} data-mark={mark}>
        {t(`journey.mark.${mark}`)}
      </span>
      {step.status !== null && (
        <span className={styles.chip} data-status={step.status}>
          {t(`journey.status.${step.status}`)}
        </span>
      )}
      {[...proposed].map((status) => (
        <span key={status} className={styles.chip} data-proposed>
          {t(`journey.proposed.${status}`)}
        </span>
      ))}
    </div>
  );
}

interface ToldProps extends StepCardProps {
  readonly told: StepFigures | undefined;
  readonly name: string;
}

function Volume({ step, told, name, figures: all, onOpen }: ToldProps) {
  const { t } = useWords();
  const figures = useFigures();
  if (told === undefined)
    return all === undefined ? null : <span className={styles.soft}>{t('journey.not_yet')}</span>;
  const share = told.use.share.known ? told.use.share.value : 0;
  return (
    <div className={styles.volume}>
      <div className={styles.bar} aria-hidden>
        {share > 0 && <span className={styles.fill} style={{ '--share': share }} />}
      </div>
      <div className={styles.figures}>
        <Opens
          count={told.people}
          label={`${name}, ${t('journey.figure.did')}`}
          onOpen={() => onOpen({ kind: 'did', step: step.id })}
        >
          <strong>{figures.count(told.people)}</strong>
        </Opens>
        <span className={styles.soft}>
          {told.place === 1 ? (
            t('journey.all')
          ) : (
            <Known figure={told.use.share}>
              {(value) => t('journey.use', { share: figures.share(value, 1) })}
            </Known>
          )}
        </span>
      </div>
    </div>
  );
}

/** What is said by hand: channels, who inside, the note. */
function Said({ step: { channels, owner, note } }: { step: MapStep }) {
  const { t } = useWords();
  const met = [...channels, ...(owner === '' ? [] : [t('journey.with', { name: owner })])].join(' · ');
  return (
    <>
      {met !== '' && <span className={styles.soft}>{met}</span>}
      {note.text !== '' && (
        <p className={styles.note} data-basis={note.basis} title={note.text}>
          {note.text}
        </p>
      )}
    </>
  );
}

/** What becomes of people after a step: how many are lost, how many may still go on, how soon the others do. */
function Ribbon({ step, told, name, onOpen }: ToldProps) {
  const { t } = useWords();
  const figures = useFigures();
  if (told === undefined || told.dropOff === null) {
    return (
      <div className={styles.ribbon}>
        <span className={styles.way} data-unknown />
      </div>
    );
  }
  const { share } = told.dropOff;
  const delay = delaySaid(told, figures);
  return (
    <div className={styles.ribbon}>
      <span
        className={styles.way}
        data-unknown={!share.known || undefined}
        style={{ '--lost': share.known ? share.value : 0 }}
      />
      <div className={styles.told}>
        <Opens
          count={told.dropped}
          label={`${name}, ${t('journey.figure.dropped')}`}
          onOpen={() => onOpen({ kind: 'dropped', step: step.id })}
        >
          <span className={share.known && told.dropped > 0 ? styles.lost : undefined}>
            {lostSaid(told, { t, figures })}
          </span>
        </Opens>
        {told.open > 0 && (
          <Opens
            count={told.open}
            label={`${name}, ${t('journey.figure.open')}`}
            onOpen={() => onOpen({ kind: 'open', step: step.id })}
          >
            {t('journey.still', { count: told.open })}
          </Opens>
        )}
        {delay !== undefined && <span>{t('journey.delay', { duration: delay })}</span>}
      </div>
    </div>
  );
}
