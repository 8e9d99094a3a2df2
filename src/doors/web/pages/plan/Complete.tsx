import { Button, Checkbox, Group, Progress, Stack } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Complete.module.css';
import { GranularityField, ReasonFields } from './EventFields.tsx';
import { whole } from './event-fields.ts';
import { eventSaid } from './event-said.ts';
import plan from './Plan.module.css';
import type { Event } from './shapes.ts';
import { toComplete } from './standing.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

/** Asks what each proposed event is for, one after the other, the most frequent first. */
export function Complete() {
  const { t } = useWords();
  const { held, statuses, go } = usePlace();
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [lastOwner, setLastOwner] = useState<string | null>(null);
  const left = toComplete(held.plan, statuses);
  const [begunWith] = useState(left.length);
  const queue = left.filter(({ name }) => !skipped.has(name));
  const [event] = queue;
  const total = Math.max(begunWith, queue.length);
  const at = total - queue.length + 1;
  return (
    <div className={`${plan.part} ${plan.narrow}`}>
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          onClick={() => go({})}
        >
          {t('plan.back_to_events')}
        </Button>
      </div>
      {event === undefined ? (
        <AllSaid ready={held.plan.events.filter(({ active }) => active).length} left={left.length} />
      ) : (
        <>
          <div className={styles.progress}>
            <span role="status">{t('plan.complete_at', { at, total })}</span>
            <Progress
              size="sm"
              value={((at - 1) / total) * 100}
              aria-label={t('plan.complete_at', { at, total })}
            />
          </div>
          <OneEvent
            key={event.name}
            event={event}
            owner={lastOwner}
            onSkip={() => setSkipped(new Set([...skipped, event.name]))}
            onSaid={setLastOwner}
          />
        </>
      )}
    </div>
  );
}

function AllSaid({ ready, left }: { ready: number; left: number }) {
  const { t } = useWords();
  const { go } = usePlace();
  return (
    <Teach
      title={t('plan.complete_done')}
      action={<Button onClick={() => go({ part: 'versions' })}>{t('plan.look_and_approve')}</Button>}
    >
      {t('plan.complete_done_said', { ready, left })}
    </Teach>
  );
}

interface OneEventProps {
  readonly event: Event;
  /** Who answered for the event before: most often the same. */
  readonly owner: string | null;
  readonly onSkip: () => void;
  readonly onSaid: (owner: string | null) => void;
}

function OneEvent({ event, owner, onSkip, onSaid }: OneEventProps) {
  const words = useWords();
  const { t } = words;
  const { held, statuses } = usePlace();
  const [said, setSaid] = useState<Event>({ ...event, owner: event.owner ?? owner });
  const save = usePlanChange('plan.set-event');
  const remove = usePlanChange('plan.remove');
  const seen = statuses.find((one) => one.event === event.name);
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    onSaid(said.owner);
    save.send({ event: whole({ ...said, active: true }) });
  };
  return (
    <form onSubmit={send} className={styles.one}>
      <div>
        <h2 className={styles.name}>{eventSaid(event.name, words)}</h2>
        <p className={styles.soft}>
          {seen?.lastSeen ? t('plan.week', { count: seen.events }) : t('plan.never_received')}
        </p>
      </div>
      <Stack gap="md">
        <ReasonFields
          of={said}
          plan={held.plan}
          required
          focused
          onChange={(part) => setSaid({ ...said, ...part })}
        />
        <GranularityField
          value={said.granularity}
          onChange={(granularity) => setSaid({ ...said, granularity })}
        />
        {said.granularity === 'context' && said.properties.length > 0 && (
          <WhichProperties event={said} onChange={setSaid} />
        )}
        {save.isError && <Refused error={save.error} />}
        {remove.isError && <Refused error={remove.error} />}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {t('plan.collect_and_next')}
          </Button>
          <Button variant="default" onClick={onSkip}>
            {t('plan.skip')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            loading={remove.isPending}
            onClick={() => remove.send({ event: event.name })}
          >
            {t('plan.leave_out')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Which properties are collected with the event: for its reasons, until they are given their own. */
function WhichProperties({ event, onChange }: { event: Event; onChange: (event: Event) => void }) {
  const { t } = useWords();
  const figures = useFigures();
  const { examples } = usePlace();
  const shown = useRef(examples.get(event.name)).current;
  const kept = event.properties.filter(({ active }) => active).length;
  const all = kept === event.properties.length;
  const put = (active: (name: string) => boolean) =>
    onChange({
      ...event,
      properties: event.properties.map((one) => ({ ...one, active: active(one.name) })),
    });
  return (
    <fieldset className={styles.which}>
      <legend>{t('plan.which_properties')}</legend>
      <p className={styles.soft}>{t('plan.which_properties_help')}</p>
      <Checkbox
        label={t('plan.all_properties', { count: event.properties.length })}
        checked={all}
        indeterminate={kept > 0 && !all}
        onChange={() => put(() => !all)}
      />
      <div className={styles.grid}>
        {event.properties.map(({ name, type, active }) => {
          const values = shown?.get(name)?.slice(0, 3) ?? [];
          return (
            <Checkbox
              key={name}
              label={name}
              description={[
                t(`plan.type.${type}`),
                values.length > 0 ? t('plan.such_as', { values: figures.list(values.map(plain)) }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
              checked={active}
              onChange={(change) => {
                const { checked } = change.currentTarget;
                put((one) =>
                  one === name
                    ? checked
                    : (event.properties.find((own) => own.name === one)?.active ?? false),
                );
              }}
            />
          );
        })}
      </div>
      {shown && <p className={styles.soft}>{t('plan.examples_not_kept')}</p>}
    </fieldset>
  );
}

/** A JSON text as one reads it: without the quotation marks of a text, and short. */
const plain = (json: string): string => {
  const text = json.replace(/^"(.*)"$/s, '$1');
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
};
