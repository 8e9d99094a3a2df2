import { useWords } from '../../words/index.ts';
import styles from './Emotion.module.css';
import type { MapProps } from './props.ts';
import { stepName } from './saying.ts';

/** The emotion along the way, as a curve through the steps that have one, each where its step stands on the map. */
export function EmotionLane({ draft, look }: Pick<MapProps, 'draft' | 'look'>) {
  const words = useWords();
  const { t } = words;
  const { stages } = draft.drawn;
  const points = stages.flatMap(({ steps }, s) =>
    steps.flatMap((step, i) =>
      step.emotion === null
        ? []
        : [
            {
              step,
              emotion: step.emotion,
              x: (s + (i + 0.5) / steps.length) / stages.length,
              y: heightOf(step.emotion.score),
            },
          ],
    ),
  );
  return (
    <section
      className={styles.lane}
      data-none={points.length === 0 || undefined}
      aria-label={t('journey.emotion')}
    >
      <h3 className={styles.title}>{t(points.length === 0 ? 'journey.emotion' : 'journey.emotion_axis')}</h3>
      {points.length === 0 ? (
        <p className={styles.none}>{t('journey.emotion_none')}</p>
      ) : (
        <div className={styles.plot}>
          <svg className={styles.line} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
            <polyline
              className={styles.path}
              points={points.map(({ x, y }) => `${x * 100},${y * 100}`).join(' ')}
            />
          </svg>
          {points.map(({ step, emotion, x, y }) => {
            const said = t('journey.emotion_of', {
              name: stepName(step, words),
              score: t(scoreWord(emotion.score)),
              basis: t(`journey.mark.${emotion.basis}`).toLowerCase(),
            });
            return (
              <button
                key={step.id}
                type="button"
                className={styles.point}
                data-basis={emotion.basis}
                data-low={emotion.score < 0 || undefined}
                style={{ '--x': x, '--y': y }}
                aria-label={said}
                title={said}
                onClick={() => look({ step: step.id })}
              />
            );
          })}
        </div>
      )}
    </section>
  );
}

/** From the top: 2 is high, −2 is low; neither touches the border. */
const heightOf = (score: number): number => 0.5 - score * 0.2;

const scoreWords = {
  '-2': 'journey.score.-2',
  '-1': 'journey.score.-1',
  '0': 'journey.score.0',
  '1': 'journey.score.1',
  '2': 'journey.score.2',
} as const;

const isScore = (text: string): text is keyof typeof scoreWords => Object.hasOwn(scoreWords, text);

/** The word for an emotion. */
export const scoreWord = (score: number): (typeof scoreWords)[keyof typeof scoreWords] => {
  const text = String(score);
  return isScore(text) ? scoreWords[text] : 'journey.score.0';
};
