import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useWords } from '../../words/index.ts';
import { useWhen, whatSaid } from '../messages/MessageRows.tsx';
import { whySaid } from '../messages/message.ts';
import { StateMark } from '../messages/StateMark.tsx';
import styles from './Facts.module.css';

/** The last messages to a person, and the way to all of them. */
export function MessagesPart({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const whenSaid = useWhen();
  const found = useQuery(question(slug, 'messages.list', { about: { id }, limit: 3 }));
  const { messages = [], total = 0 } = found.data ?? {};
  return (
    <Panel
      title={t('messages.of_person')}
      aside={
        total > 0 && (
          <TextLink to="/w/$slug/messages" params={{ slug }} search={{ person: id }}>
            {t('messages.of_person_all', { count: total })}
          </TextLink>
        )
      }
    >
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.isSuccess && total === 0 && <p className={styles.none}>{t('messages.of_person_none')}</p>}
      {messages.length > 0 && (
        <Rows
          rows={messages.map((message) => ({
            id: message.id,
            title: (
              <TextLink to="/w/$slug/messages" params={{ slug }} search={{ person: id, message: message.id }}>
                {whatSaid(message, words)}
              </TextLink>
            ),
            detail: (
              <>
                {whySaid(message, words)} <span className={styles.when}>{whenSaid(message)}</span>
              </>
            ),
            aside: <StateMark state={message.state} />,
          }))}
        />
      )}
    </Panel>
  );
}
