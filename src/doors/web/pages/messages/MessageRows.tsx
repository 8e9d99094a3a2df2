import { useSeat } from '../../seat.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Messages.module.css';
import { type Message, whenOf, whySaid } from './message.ts';
import { StateMark } from './StateMark.tsx';

interface MessageRowsProps {
  readonly messages: readonly Message[];
  readonly onOpen: (id: string) => void;
}

/** Messages, one a line: where it stands, to whom, what for, why, when. */
export function MessageRows({ messages, onOpen }: MessageRowsProps) {
  const words = useWords();
  const { t } = words;
  const whenSaid = useWhen();
  return (
    <ul className={styles.rows} aria-label={t('messages.list')}>
      {messages.map((message) => {
        const name = message.to.name ?? message.to.email ?? message.to.id;
        return (
          <li key={message.id} className={styles.row}>
            <span className={styles.state}>
              <StateMark state={message.state} />
            </span>
            <span className={styles.who}>
              <button
                type="button"
                className={styles.open}
                aria-label={t('messages.open', { name })}
                onClick={() => onOpen(message.id)}
              >
                {name}
              </button>
            </span>
            <span className={styles.what}>{whatSaid(message, words)}</span>
            <span className={styles.why}>{whySaid(message, words)}</span>
            <span className={styles.when}>{whenSaid(message)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** « Offres · E-mail »: what a message is for, and by which channel it goes. */
export const whatSaid = (
  { purpose, channel, channels }: Message,
  { t }: ReturnType<typeof useWords>,
): string =>
  [
    t(`messages.purpose.${purpose}`),
    ...(channel === null ? channels : [channel]).map((one) => t(`consent.channel.${one}`)),
  ].join(' · ');

/** When a message goes, went, or was decided, in words. */
export function useWhen(): (message: Message) => string {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  return (message) => {
    const { word, at } = whenOf(message, Date.now());
    return t(`messages.when.${word}`, { date: figures.moment(at, timezone) });
  };
}
