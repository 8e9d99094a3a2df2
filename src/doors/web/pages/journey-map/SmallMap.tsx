import type { MapFigures, StepFigures, ToldStage } from '#src/insights/journey-maps/index.ts';
import { Known } from '../../ui/Figure.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './SmallMap.module.css';
import step from './Step.module.css';
import { delaySaid, lostSaid, namedStep, nameIn } from './saying.ts';

type ToldStep = ToldStage['steps'][number];

/** A map as a tile has room for: under each stage its steps, how many come, how many are lost, what was decided. */
export function SmallMap({ map }: { map: MapFigures }) {
  const { language } = useWords();
  const told = new Map(map.steps.map((one) => [one.step, one]));
  return (
    <div className={styles.room}>
      <div className={styles.map}>
        {map.stages.map(({ stage, name, steps }) => (
          <section key={stage} className={styles.stage} aria-label={nameIn(name, language)}>
            <h3 className={styles.name}>{nameIn(name, language)}</h3>
            <ol className={styles.steps}>
              {steps.map((one) => (
                <Step key={one.step} step={one} told={told.get(one.step)} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </div>
  );
}

interface StepProps {
  readonly step: ToldStep;
  readonly told: StepFigures | undefined;
}

function Step({ step: { name, event, basis, status }, told }: StepProps) {
  const words = useWords();
  return (
    <li className={styles.step} data-only-drawn={told === undefined || undefined}>
      <div className={styles.line}>
        <span className={styles.called}>{namedStep(name, event, words)}</span>
        {status !== null && (
          <span className={step.chip} data-status={status}>
            {words.t(`journey.status.${status}`)}
          </span>
        )}
        {told === undefined && (
          <span className={step.mark} data-mark={basis}>
            {words.t(`journey.mark.${basis}`)}
          </span>
        )}
      </div>
      {told && (
        <div className={styles.measures}>
          <Volume told={told} />
          <Onwards told={told} />
        </div>
      )}
    </li>
  );
}

/** How many came, as a count, a share of those who enter and a bar with its interval. */
function Volume({ told: { people, place, use } }: { told: StepFigures }) {
  const { t } = useWords();
  const figures = useFigures();
  const { share, low, high } = use;
  return (
    <>
      <div className={styles.bar} aria-hidden>
        {share.known && <span className={step.fill} style={{ '--share': share.value }} />}
        {place > 1 && low !== null && high !== null && (
          <span className={styles.interval} style={{ '--low': low, '--high': high }} />
        )}
      </div>
      <div className={step.figures}>
        <strong>{figures.count(people)}</strong>
        <span className={step.soft}>
          {place === 1 ? (
            t('journey.all')
          ) : (
            <Known figure={share}>{(value) => t('journey.use', { share: figures.share(value, 1) })}</Known>
          )}
        </span>
      </div>
    </>
  );
}

/** What becomes of them: how many are lost, how many may still go on, how soon the others do. */
function Onwards({ told }: { told: StepFigures }) {
  const { t } = useWords();
  const figures = useFigures();
  if (told.dropOff === null || told.people === 0) return null;
  const { share, low, high } = told.dropOff;
  const delay = delaySaid(told, figures);
  return (
    <div className={styles.onwards}>
      <span>
        <span className={share.known && told.dropped > 0 ? step.lost : undefined}>
          {lostSaid(told, { t, figures })}
        </span>
        {share.known && low !== null && high !== null && (
          <>
            {' '}
            <span className={styles.range}>({figures.shareRange(low, high)})</span>
          </>
        )}
      </span>
      {told.open > 0 && <span>{t('journey.still', { count: told.open })}</span>}
      {delay !== undefined && <span>{t('journey.delay', { duration: delay })}</span>}
    </div>
  );
}
