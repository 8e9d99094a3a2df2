import { IconCheck, IconClock, IconMinus, IconX } from '@tabler/icons-react';
import type { StandingCell, Topic } from '#src/customers/consent/index.ts';
import { useWords } from '../../words/index.ts';
import styles from './Consent.module.css';
import { type Line, type Shown, shownState, topicName } from './consent.ts';

interface MatrixProps {
  readonly lines: readonly Line[];
  readonly topics: readonly Topic[];
  /** The cell whose reason is shown. */
  readonly chosen: StandingCell | null;
  readonly onChoose: (cell: StandingCell | null) => void;
}

/** Channels by purposes; each answer is a sign and a word, and tells why at one click. */
export function ConsentMatrix({ lines, topics, chosen, onChoose }: MatrixProps) {
  const words = useWords();
  const { t } = words;
  const purposes = lines[0]?.cells.map(({ purpose }) => purpose) ?? [];
  return (
    <table className={styles.matrix}>
      <caption className={styles.caption}>{t('consent.matrix')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles.hidden}>{t('consent.channel')}</span>
          </th>
          {purposes.map((purpose) => (
            <th key={purpose} scope="col" title={t(`consent.purpose_help.${purpose}`)}>
              {t(`consent.purpose.${purpose}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ channel, topic, cells }) => (
          <tr key={`${channel} ${topic}`} data-topic={topic === '' ? undefined : true}>
            <th scope="row">
              {topic === '' ? (
                t(`consent.channel.${channel}`)
              ) : (
                <span className={styles.topicName}>
                  {t('consent.topic_of', { topic: topicName(topics, topic, words) })}
                </span>
              )}
            </th>
            {cells.map((cell) => (
              <td key={cell.purpose}>
                <Answer
                  cell={cell}
                  topic={topic === '' ? null : topicName(topics, topic, words)}
                  open={cell === chosen && cell.topic === topic}
                  onToggle={(open) => onChoose(open ? cell : null)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface AnswerProps {
  readonly cell: StandingCell;
  /** What the line's topic is called; null for the whole channel. */
  readonly topic: string | null;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

const signs: Readonly<Record<Shown, typeof IconCheck>> = {
  allowed: IconCheck,
  refused: IconX,
  unknown: IconMinus,
  waiting: IconClock,
};

function Answer({ cell, topic, open, onToggle }: AnswerProps) {
  const { t } = useWords();
  const shown = shownState(cell);
  const Sign = signs[shown];
  const state = t(`consent.state.${shown}`);
  const told = {
    channel: t(`consent.channel.${cell.channel}`),
    purpose: t(`consent.purpose.${cell.purpose}`),
    state,
    topic,
  };
  return (
    <button
      type="button"
      className={styles.answer}
      data-state={shown}
      aria-expanded={open}
      aria-label={t(topic === null ? 'consent.cell' : 'consent.cell_topic', told)}
      onClick={() => onToggle(!open)}
    >
      <Sign size={13} stroke={2.4} aria-hidden />
      <span>{state}</span>
    </button>
  );
}
