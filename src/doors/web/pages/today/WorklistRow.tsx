import { Button, Menu } from '@mantine/core';
import { IconBuilding, IconCheck, IconClock } from '@tabler/icons-react';
import type { Row } from '#src/insights/worklist/index.ts';
import { useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { useToday } from '../about/about.ts';
import { holderName } from './holder.ts';
import { stakesSaid } from './stakes.ts';
import styles from './Worklist.module.css';

const touched = ['worklist.list', 'tasks.list'] as const;

/** Somebody who needs attention: why, what to do next, what is at stake, and what can be done in one click. */
export function WorklistRow({ row }: { row: Row }) {
  const words = useWords();
  const { t } = words;
  const may = useMay('customers:write');
  const [first, ...others] = row.causes;
  if (first === undefined) return null;
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <Name row={row} />
        <Whose row={row} />
      </div>
      <div className={styles.why}>
        <span className={styles.cause} data-tone={toneOf(first.reason)}>
          {t(`worklist.reason.${first.reason}`)}
        </span>
        <p className={styles.words}>{words.said(first.words)}</p>
        <p className={styles.next}>{words.said(first.next)}</p>
        {others.length > 0 && (
          <ul className={styles.others}>
            {others.map(({ reason, occurrence, words: why }) => (
              <li key={`${reason}${occurrence}`}>
                <b>{t(`worklist.reason.${reason}`)}</b> {words.said(why)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <Worth row={row} />
      {may && <Done row={row} />}
    </li>
  );
}

const harm: ReadonlySet<string> = new Set(['past_due', 'promise_broken', 'health_red']);
const toneOf = (reason: string): 'harm' | 'signal' => (harm.has(reason) ? 'harm' : 'signal');

function Name({ row: { holder } }: { row: Row }) {
  const { slug } = useSeat();
  const name = holderName(holder);
  if (holder.kind === 'account') {
    return (
      <span className={styles.name}>
        <IconBuilding size={15} aria-hidden />
        <TextLink to="/w/$slug/accounts/$id" params={{ slug, id: holder.id }}>
          {name}
        </TextLink>
      </span>
    );
  }
  return (
    <span className={styles.name}>
      {holder.customer === null ? (
        name
      ) : (
        <TextLink to="/w/$slug/people/$id" params={{ slug, id: holder.id }}>
          {name}
        </TextLink>
      )}
    </span>
  );
}

function Whose({ row: { holder, assignee, owner } }: { row: Row }) {
  const { t } = useWords();
  const name = holderName(holder);
  return (
    <small className={styles.whose}>
      {name !== holder.id && <span>{holder.id}</span>}
      {assignee && <span>{t('worklist.given_to', { name: assignee.name ?? assignee.id })}</span>}
      {!assignee && owner && <span>{t('worklist.owned_by', { name: owner.name })}</span>}
    </small>
  );
}

function Worth({ row: { stakes, due } }: { row: Row }) {
  const { t } = useWords();
  const figures = useFigures();
  const today = useToday();
  return (
    <div className={styles.worth}>
      {stakes.length > 0 && (
        <span
          className={styles.stake}
          title={stakes.some(({ by }) => by === 'purchases') ? t('worklist.by_purchases') : undefined}
        >
          {t('worklist.a_month', { amount: stakesSaid(stakes, figures) })}
        </span>
      )}
      {due !== null && (
        <small data-late={due < today || undefined} className={styles.due}>
          {due < today
            ? t('worklist.due_past', { date: figures.day(due, 'short') })
            : due === today
              ? t('worklist.due_today')
              : t('worklist.due_on', { date: figures.day(due, 'short') })}
        </small>
      )}
    </div>
  );
}

function Done({ row }: { row: Row }) {
  const { t } = useWords();
  const figures = useFigures();
  const today = useToday();
  const done = useChange('worklist.done', touched);
  const snooze = useChange('worklist.snooze', touched);
  const undo = useChange('worklist.undo', touched);
  const give = useChange('worklist.assign', touched);
  const about = row.holder.kind === 'account' ? { account: row.holder.id } : { id: row.holder.id };
  const name = holderName(row.holder);
  const causes = row.causes.map(({ reason, occurrence }) => ({ reason, occurrence }));
  const said = (message: string) => ({
    onSuccess: ({ id }: { id: string }) =>
      sayWithUndo(message, { label: t('shell.undo'), run: () => undo.mutate({ id }) }),
  });
  const until = (days: number) => {
    const day = dayAfter(today, days);
    snooze.mutate(
      { about, causes, until: day },
      said(t('worklist.snoozed', { name, date: figures.day(day, 'short') })),
    );
  };
  const mine = () =>
    give.mutate(
      { about, assignee: 'me' },
      {
        onSuccess: ({ before }) =>
          sayWithUndo(t('worklist.given', { name }), {
            label: t('shell.undo'),
            run: () => give.mutate({ about, assignee: before }),
          }),
      },
    );
  const marks = [...new Set(row.causes.flatMap(({ mark }) => mark?.id ?? []))];
  const error = done.error ?? snooze.error ?? give.error ?? undo.error;
  if (marks.length > 0) {
    const back = row.causes.find(({ mark }) => mark !== null)?.mark?.until;
    return (
      <div className={styles.actions}>
        <small>
          {back ? t('worklist.back_on', { date: figures.day(back, 'short') }) : t('worklist.is_done')}
        </small>
        <Button
          size="xs"
          variant="default"
          loading={undo.isPending}
          onClick={() => {
            for (const id of marks) undo.mutate({ id });
          }}
        >
          {t('worklist.put_back')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCheck size={14} aria-hidden />}
        loading={done.isPending}
        aria-label={t('shell.pair', { name: t('worklist.done'), value: name })}
        onClick={() => done.mutate({ about, causes }, said(t('worklist.done_said', { name })))}
      >
        {t('worklist.done')}
      </Button>
      <MoreMenu label={t('worklist.more', { name })}>
        <Menu.Label>{t('worklist.snooze')}</Menu.Label>
        {[1, 7, 30].map((days) => (
          <Menu.Item key={days} leftSection={<IconClock size={14} aria-hidden />} onClick={() => until(days)}>
            {t('worklist.snooze_days', { days, date: figures.day(dayAfter(today, days), 'short') })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={mine}>{t('worklist.take')}</Menu.Item>
        {row.assignee && (
          <Menu.Item onClick={() => give.mutate({ about, assignee: null })}>{t('worklist.let_go')}</Menu.Item>
        )}
      </MoreMenu>
      {error && <Refused error={error} />}
    </div>
  );
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
