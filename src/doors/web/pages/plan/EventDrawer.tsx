import { Button, Drawer, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { EventFacts } from './EventFacts.tsx';
import { EventFields } from './EventFields.tsx';
import { newEvent, whole } from './event-fields.ts';
import { eventSaid } from './event-said.ts';
import { Properties } from './Properties.tsx';
import { ReviewPart } from './ReviewPart.tsx';
import type { Event } from './shapes.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

interface EventDrawerProps {
  /** Undefined where a new event is written. */
  readonly opened: Event | undefined;
  readonly onClose: () => void;
}

/** One event of the plan: to be read, or changed in the draft. */
export function EventDrawer({ opened, onClose }: EventDrawerProps) {
  const words = useWords();
  const { t } = words;
  const { mayWrite, search } = usePlace();
  const reads = !mayWrite || search.which === 'approved';
  return (
    <Drawer
      opened
      onClose={onClose}
      size={620}
      title={opened ? eventSaid(opened.name, words) : t('plan.add_event')}
    >
      {opened && reads ? <Read event={opened} /> : <Change opened={opened} onClose={onClose} />}
    </Drawer>
  );
}

function Read({ event }: { event: Event }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const { held, mayWrite } = usePlace();
  const inForce = useQuery({ ...question(slug, 'plan.get', { which: 'approved' }), enabled: mayWrite }).data;
  const own = inForce?.plan.events.find(({ name }) => name === event.name);
  return (
    <Stack gap="lg">
      <EventFacts event={(mayWrite && held.draft !== null && own) || event} />
      {mayWrite && <p>{t('plan.read_only_in_force')}</p>}
    </Stack>
  );
}

function Change({ opened, onClose }: EventDrawerProps) {
  const { t } = useWords();
  const { held } = usePlace();
  const [event, setEvent] = useState(() => opened ?? newEvent());
  const [removing, setRemoving] = useState(false);
  const save = usePlanChange('plan.set-event');
  const remove = usePlanChange('plan.remove');
  const error = save.error ?? remove.error;
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    const was = opened && opened.name !== event.name.trim() ? { was: opened.name } : {};
    save.send({ event: whole(event), ...was }, () => {
      notifications.show({ message: t('plan.saved_in_draft', { name: event.name.trim() }) });
      onClose();
    });
  };
  const taken = held.plan.events.some(({ name }) => name === event.name.trim() && name !== opened?.name);
  return (
    <>
      {opened && <ReviewPart event={opened.name} />}
      <form onSubmit={send}>
        <Stack gap="lg">
          <EventFields event={event} plan={held.plan} taken={taken} onChange={setEvent} />
          <Properties event={event} was={opened?.name} onChange={setEvent} />
          {error && <Refused error={error} />}
          <Group gap="sm" justify="space-between">
            <Button type="submit" loading={save.isPending} disabled={taken}>
              {t('plan.save_in_draft')}
            </Button>
            {opened && (
              <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
                {t('plan.remove_event')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {opened && removing && (
        <SureToRemove
          event={opened.name}
          onNo={() => setRemoving(false)}
          onYes={() => {
            setRemoving(false);
            remove.send({ event: opened.name }, onClose);
          }}
        />
      )}
    </>
  );
}

/** Asks before an event leaves the plan, and says which questions lose their answer. */
function SureToRemove({ event, onNo, onYes }: { event: string; onNo: () => void; onYes: () => void }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const effect = useQuery(question(slug, 'plan.drop-effect', { event }));
  const lost = effect.data?.questions.filter(({ now }) => now === 'no longer answerable') ?? [];
  if (effect.isError) return <Refused error={effect.error} />;
  return (
    <Sure
      question={t('plan.remove_sure', {
        name: event,
        lost: lost.length,
        questions: figures.list(lost.map((one) => t('shell.quoted', { name: one.question }))),
      })}
      button={t('plan.remove_event')}
      busy={effect.isPending}
      onNo={onNo}
      onYes={onYes}
    />
  );
}
