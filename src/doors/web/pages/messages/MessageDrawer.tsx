import { Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useActorNames } from '../../actors.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import facts from '../customers/Facts.module.css';
import { Acts } from './Acts.tsx';
import { KeptHere, MessageContent } from './MessageContent.tsx';
import styles from './MessageDrawer.module.css';
import { useWhen } from './MessageRows.tsx';
import { answerOf, type Line, type Message, moverOf, type State, whySaid } from './message.ts';
import { StateMark } from './StateMark.tsx';

/** States that change by themselves within moments. */
const moving: readonly State[] = ['waiting', 'passed', 'handing_over'];

/** One message: where it stands and what can be done, what became of it, what it says. */
export function MessageDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const found = useQuery({
    ...question(slug, 'messages.show', { id }),
    refetchInterval: ({ state }) => {
      const message = state.data?.message;
      return message !== undefined && moving.includes(message.state) ? 5_000 : false;
    },
  });
  const to = found.data?.message.to;
  return (
    <Drawer
      opened
      onClose={onClose}
      size={620}
      title={to ? t('messages.drawer', { name: to.name ?? to.email ?? to.id }) : t('messages.title')}
    >
      {found.isPending && <Waiting height={320} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.data && (
        <Stack gap="lg">
          <Standing message={found.data.message} />
          <Acts message={found.data.message} />
          <Trail lines={found.data.trail} />
          <MessageContent message={found.data.message} content={found.data.content} />
          <Told message={found.data.message} />
        </Stack>
      )}
    </Drawer>
  );
}

function Standing({ message }: { message: Message }) {
  const words = useWords();
  const whenSaid = useWhen();
  return (
    <div className={styles.standing} role="status">
      <StateMark state={message.state} />
      <p>{whySaid(message, words) ?? words.t(`messages.state_help.${message.state}`)}</p>
      <p className={styles.faint}>{whenSaid(message)}</p>
      <KeptHere message={message} />
    </div>
  );
}

function Trail({ lines }: { lines: readonly Line[] }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const nameOf = useActorNames();
  return (
    <Panel title={t('messages.trail')}>
      <ol className={styles.trail}>
        {lines.map((line, place) => {
          const mover = moverOf(line);
          const answer = answerOf(line);
          return (
            <li key={place} className={styles.line}>
              <time dateTime={line.at}>{figures.moment(line.at, timezone)}</time>
              <div>
                <StateMark state={line.state} />
                <p>{whySaid(line, words) ?? t(`messages.state_help.${line.state}`)}</p>
                {mover !== undefined && (
                  <p className={styles.faint}>{t('messages.by', { name: nameOf(mover) })}</p>
                )}
                {answer !== undefined && (
                  <p className={styles.faint}>{t('messages.answer', { text: answer })}</p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** What was known of it when it was decided. */
function Told({ message }: { message: Message }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const { to, purpose, channel, channels, origin, createdAt, expiresAt, attempts } = message;
  const tried = figures.list(channels.map((one) => t(`consent.channel.${one}`)));
  return (
    <>
      <dl className={facts.facts}>
        <div>
          <dt>{t('messages.for')}</dt>
          <dd>
            {t('messages.for_said', {
              purpose: t(`messages.purpose.${purpose}`),
              help: t(`messages.purpose_help.${purpose}`),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('messages.by_channel')}</dt>
          <dd>
            {channel !== null
              ? t(`consent.channel.${channel}`)
              : channels.length > 1
                ? t('messages.channels_tried', { channels: tried })
                : tried}
          </dd>
        </div>
        <div>
          <dt>{t('messages.origin')}</dt>
          <dd>{t(`messages.origin.${origin.kind}`, { key: origin.key })}</dd>
        </div>
        <div>
          <dt>{t('messages.decided')}</dt>
          <dd>{figures.moment(createdAt, timezone)}</dd>
        </div>
        {expiresAt !== null && (
          <div>
            <dt>{t('messages.expires')}</dt>
            <dd>{figures.moment(expiresAt, timezone)}</dd>
          </div>
        )}
        {attempts > 0 && (
          <div>
            <dt>{t('messages.attempts')}</dt>
            <dd>{t('messages.attempts_said', { count: attempts })}</dd>
          </div>
        )}
      </dl>
      {to.customer !== null && (
        <TextLink to="/w/$slug/people/$id" params={{ slug, id: to.id }}>
          {t('messages.person')}
        </TextLink>
      )}
    </>
  );
}
