import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Popover,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useDefinitions } from '../../ui/ActivePart.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { whereSaid } from '../../ui/conditions.ts';
import { type Deed, eventOf, isOneEvent, valueName } from '../../ui/deed.ts';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Steps.module.css';
import { type Length, moved, type Step } from './search.ts';
import { lengthSaid } from './shape.ts';

const most = 20;
const fewest = 2;

/** The steps one after the other, each a menu; Alt and an arrow moves a step, Delete takes it out. */
export function Steps({ steps, order, catalogue, wrong, onChange }: StepsProps) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const focus = (at: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-step]')[at]?.focus());
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length) return;
    onChange(moved(steps, from, to));
    focus(to);
  };
  const remove = (at: number) => {
    if (steps.length <= fewest) return;
    onChange(steps.filter((_, place) => place !== at));
    focus(Math.max(0, at - 1));
  };
  const add = () => {
    const used = new Set(steps.map((step) => eventOf(step)?.event));
    const next = catalogue.events.find(({ event }) => !used.has(event)) ?? catalogue.events[0];
    onChange([...steps, { event: next?.event ?? null }]);
    focus(steps.length);
  };
  return (
    <section aria-label={t('funnels.steps')} className={styles.editor}>
      <ol ref={list} className={styles.steps} data-order={order}>
        {steps.map((step, at) => (
          <li key={at} className={styles.step}>
            <StepPart
              step={step}
              at={at}
              count={steps.length}
              order={order}
              catalogue={catalogue}
              wrong={wrong?.at === at ? wrong.said : undefined}
              onChange={(next) => onChange(steps.map((one, place) => (place === at ? next : one)))}
              onMove={(to) => move(at, to)}
              onRemove={() => remove(at)}
            />
          </li>
        ))}
      </ol>
      {steps.length < most && (
        <Button
          size="sm"
          variant="subtle"
          className={styles.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          {t('funnels.step_add')}
        </Button>
      )}
    </section>
  );
}

export interface StepsProps {
  readonly steps: readonly Step[];
  readonly order: 'ordered' | 'strict' | 'unordered';
  readonly catalogue: Catalogue;
  /** What was refused in a step, counted from 0. */
  readonly wrong: { readonly at: number; readonly said: string } | undefined;
  readonly onChange: (steps: Step[]) => void;
}

interface StepPartProps {
  readonly step: Step;
  readonly at: number;
  readonly count: number;
  readonly order: StepsProps['order'];
  readonly catalogue: Catalogue;
  readonly wrong: string | undefined;
  readonly onChange: (step: Step) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function StepPart(props: StepPartProps) {
  const { step, at, wrong, onMove, onRemove } = props;
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const [open, setOpen] = useState(false);
  const definitions = useDefinitions();
  const where = eventOf(step)?.where ?? [];
  const conditions = where.length > 0 ? whereSaid(where, words, figures) : null;
  const name =
    'value' in step
      ? t('deed.value.name', { name: valueName(step.value, definitions, words) })
      : eventWords(words, step.event, 'name');
  const keys = (event: KeyboardEvent) => {
    if (event.altKey && event.key === 'ArrowLeft') onMove(at - 1);
    else if (event.altKey && event.key === 'ArrowRight') onMove(at + 1);
    else if (event.key === 'Delete') onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        width={380}
        position="bottom-start"
        trapFocus
        returnFocus
        withRoles
      >
        <Popover.Target>
          <button
            type="button"
            data-step
            className={styles.chip}
            data-wrong={wrong !== undefined || undefined}
            aria-label={t('shell.pair', {
              name: t('funnels.step_n', { n: at + 1 }),
              value: `${name}${conditions ? `, ${conditions}` : ''}`,
            })}
            title={t('funnels.step_keys')}
            onClick={() => setOpen(!open)}
            onKeyDown={keys}
          >
            <span className={styles.number}>{at + 1}</span>
            <span className={styles.text}>
              <span className={styles.name}>{name}</span>
              {conditions && <span className={styles.detail}>{conditions}</span>}
              {step.within && (
                <span className={styles.detail}>
                  {t('funnels.within', { time: lengthSaid(step.within, words) })}
                </span>
              )}
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.panel ?? ''} aria-label={t('funnels.step_n', { n: at + 1 })}>
          <StepForm {...props} onClose={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
      {wrong !== undefined && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}

function StepForm({
  step,
  at,
  count,
  order,
  catalogue,
  onChange,
  onMove,
  onRemove,
  onClose,
}: StepPartProps & { onClose: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(step);
  const leave = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Stack gap="md">
      <DeedFields
        deed={draft}
        catalogue={catalogue}
        onChange={(deed) => setDraft({ ...deed, ...(draft.within ? { within: draft.within } : {}) })}
      />
      {at > 0 && order !== 'unordered' && (
        <Within within={draft.within ?? null} onChange={(within) => setDraft({ ...draft, within })} />
      )}
      <Group justify="space-between">
        <Group gap="xs">
          <ActionIcon
            variant="default"
            aria-label={t('funnels.step_earlier')}
            disabled={at === 0}
            onClick={leave(() => onMove(at - 1))}
          >
            <IconArrowLeft size={16} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t('funnels.step_later')}
            disabled={at === count - 1}
            onClick={leave(() => onMove(at + 1))}
          >
            <IconArrowRight size={16} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t('funnels.step_remove')}
            disabled={count <= fewest}
            onClick={leave(onRemove)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
        <Button onClick={leave(() => onChange(draft))}>{t('ask.where_apply')}</Button>
      </Group>
    </Stack>
  );
}

interface DeedFieldsProps {
  readonly deed: Deed;
  readonly catalogue: Catalogue;
  readonly onChange: (deed: Deed) => void;
}

/** An event with its conditions, or a definition of value that one event is enough for. */
function DeedFields({ deed, catalogue, onChange }: DeedFieldsProps) {
  const words = useWords();
  const { t } = words;
  const definitions = useDefinitions();
  const asked = 'value' in deed ? deed.value : undefined;
  const offered = definitions.filter((one) => isOneEvent(one) || one.id === asked?.definition);
  const usual = offered.find(({ isDefault }) => isDefault) ?? offered[0];
  return (
    <>
      {(usual !== undefined || asked !== undefined) && (
        <SegmentedControl
          fullWidth
          aria-label={t('funnels.step_event')}
          value={asked === undefined ? 'event' : 'value'}
          data={(['event', 'value'] as const).map((by) => ({ value: by, label: t(`active.by_${by}`) }))}
          onChange={(by) =>
            onChange(
              by === 'value'
                ? { value: { definition: usual?.id ?? null } }
                : { event: catalogue.events[0]?.event ?? null },
            )
          }
        />
      )}
      {'value' in deed ? (
        <Select
          label={t('active.which_value')}
          allowDeselect={false}
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={deed.value.definition ?? usual?.id ?? null}
          comboboxProps={{ withinPortal: false }}
          onChange={(definition) => definition && onChange({ value: { definition } })}
        />
      ) : (
        <MatchForm
          any
          label={t('funnels.step_event')}
          match={deed}
          catalogue={catalogue}
          onChange={onChange}
        />
      )}
    </>
  );
}

const units = ['minute', 'hour', 'day'] as const;

function Within({ within, onChange }: { within: Length | null; onChange: (within: Length | null) => void }) {
  const { t } = useWords();
  return (
    <Stack gap="xs">
      <Checkbox
        label={t('funnels.within_ask')}
        checked={within !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? { amount: 1, of: 'day' } : null)}
      />
      {within && (
        <Group grow gap="xs">
          <NumberInput
            size="xs"
            aria-label={t('funnels.length_amount')}
            min={1}
            max={100_000}
            value={within.amount}
            onChange={(amount) => typeof amount === 'number' && onChange({ ...within, amount })}
          />
          <Select
            size="xs"
            aria-label={t('funnels.length_unit')}
            allowDeselect={false}
            value={within.of}
            data={units.map((of) => ({ value: of, label: t(`funnels.unit.${of}`) }))}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => onChange({ ...within, of: units.find((of) => of === next) ?? within.of })}
          />
        </Group>
      )}
      {!within && (
        <Text size="xs" c="dimmed">
          {t('funnels.within_help')}
        </Text>
      )}
    </Stack>
  );
}
