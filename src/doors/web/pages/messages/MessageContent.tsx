import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { styleNonce } from '../../nonce.ts';
import { codeOf } from '../../problem.ts';
import { useSeat } from '../../seat.ts';
import { Fold } from '../../ui/Answered.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import { asShown } from './as-shown.ts';
import styles from './MessageDrawer.module.css';
import { type Email, emailOf, type Message, type State } from './message.ts';

/** States of what a provider took: the outbox is one. */
const taken: readonly State[] = ['sent', 'delivered', 'bounced', 'complained'];

interface MessageContentProps {
  readonly message: Message;
  /** As it was put down. */
  readonly content: unknown;
}

/** What went to the outbox in the place of a mail server: nobody got it. */
function useOutbox({ id, state }: Message) {
  const { slug } = useSeat();
  return useQuery({
    ...question(slug, 'outbox.show', { id }),
    enabled: taken.includes(state),
    retry: false, // most messages went to a mail server instead
  });
}

/** Says that a message went to nobody, where it did. */
export function KeptHere({ message }: { message: Message }) {
  const { t } = useWords();
  const { data } = useOutbox(message);
  return data && <p className={styles.kept}>{t('messages.kept_here', { address: data.address })}</p>;
}

/** What a message says: as it lies in the outbox, else as it was put down. */
export function MessageContent({ message, content }: MessageContentProps) {
  const { t } = useWords();
  const outbox = useOutbox(message);
  const email = emailOf(outbox.data?.rendered) ?? emailOf(content);
  return (
    <Panel title={t('messages.said')}>
      {outbox.isError && codeOf(outbox.error) !== 'outbox.unknown' && <Refused error={outbox.error} />}
      {email ? <Said email={email} /> : <p className={styles.faint}>{t('messages.not_rendered')}</p>}
    </Panel>
  );
}

function Said({ email: { subject, text, html } }: { email: Email }) {
  const { t } = useWords();
  if (html === undefined)
    return (
      <>
        <p className={styles.subject}>{subject}</p>
        <div className={styles.text}>{text}</div>
      </>
    );
  return (
    <>
      <p className={styles.subject}>{subject}</p>
      <iframe
        className={styles.frame}
        title={t('messages.frame')}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={asShown(html, styleNonce())}
      />
      <p className={styles.faint}>{t('messages.frame_help')}</p>
      <Fold title={t('messages.text')}>
        <div className={styles.text}>{text}</div>
      </Fold>
    </>
  );
}
