import { Chip, Group, Input, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import type { StandingCell, Topic, Who } from '#src/customers/consent/index.ts';
import { useChange } from '../../ask.ts';
import { InlineForm } from '../../ui/InlineForm.tsx';
import { useWords } from '../../words/index.ts';
import { useToday } from '../about/about.ts';
import styles from './Consent.module.css';
import { commonBases, topicName } from './consent.ts';

type Channel = StandingCell['channel'];
type Purpose = StandingCell['purpose'];
type Basis = StandingCell['fits'][number];

/** What a form starts with. */
export interface Wish {
  readonly says: 'yes' | 'no';
  readonly channel?: Channel;
  readonly purpose?: Purpose;
  readonly topic?: string;
}

interface FormProps {
  readonly who: Who;
  readonly wish: Wish;
  readonly standing: readonly StandingCell[];
  readonly topics: readonly Topic[];
  readonly onDone: () => void;
}

/** Notes what a person said, on several channels and for several purposes at once, with what proves it. */
export function ConsentForm({ who, wish, standing, topics, onDone }: FormProps) {
  const words = useWords();
  const { t } = words;
  const record = useChange('consent.record', ['consent.of']);
  const today = useToday();
  const [request] = useState(() => crypto.randomUUID()); // sent twice, it is recorded once
  const [says, setSays] = useState<'yes' | 'no' | 'pending'>(wish.says);
  const [channels, setChannels] = useState<readonly Channel[]>([wish.channel ?? 'email']);
  const [purposes, setPurposes] = useState<readonly Purpose[]>([wish.purpose ?? 'marketing']);
  const [topic, setTopic] = useState(wish.topic ?? '');
  const [wishedBasis, setBasis] = useState<Basis>('consent');
  const [text, setText] = useState('');
  const [version, setVersion] = useState('');
  const [source, setSource] = useState('');
  const [day, setDay] = useState(today);
  const whole = standing.filter((one) => one.topic === '');
  const chosen = whole.filter((one) => channels.includes(one.channel) && purposes.includes(one.purpose));
  const bases = says === 'pending' ? (['consent'] as const) : commonBases(chosen);
  const basis = bases.find((one) => one === wishedBasis) ?? bases[0];
  const textNeeded = says !== 'no' && basis !== 'contract';
  const save = () =>
    record.mutate(
      {
        consents: chosen.map((cell) => ({
          who,
          channel: cell.channel,
          purpose: cell.purpose,
          topic,
          ...stateOf(says, standing.find(sameAs(cell, topic)) ?? cell, basis),
          proof: { text: text.trim(), version: version.trim(), source: source.trim() },
          ...(day === today ? {} : { givenAt: day }),
        })),
        request,
      },
      {
        onSuccess: () => {
          notifications.show({ message: t('consent.saved', { count: chosen.length }) });
          onDone();
        },
      },
    );
  return (
    <div ref={inView} className={styles.form}>
      <InlineForm
        label={t('consent.record')}
        changes={[record]}
        lacking={
          chosen.length === 0 ||
          source.trim() === '' ||
          (says !== 'no' && basis === undefined) ||
          (textNeeded && text.trim() === '')
        }
        onSave={save}
        onCancel={onDone}
      >
        <Input.Wrapper
          label={t('consent.what')}
          description={says === 'pending' ? t('consent.what_pending_help') : undefined}
        >
          <SegmentedControl
            fullWidth
            aria-label={t('consent.what')}
            data={(['yes', 'no', 'pending'] as const).map((value) => ({
              value,
              label: t(`consent.what.${value}`),
            }))}
            value={says}
            onChange={setSays}
          />
        </Input.Wrapper>
        <Chips
          label={t('consent.channels')}
          values={[...new Set(whole.map(({ channel }) => channel))]}
          chosen={channels}
          named={(channel) => t(`consent.channel.${channel}`)}
          onChange={setChannels}
        />
        <Chips
          label={t('consent.purposes')}
          values={[...new Set(whole.map(({ purpose }) => purpose))]}
          chosen={purposes}
          named={(purpose) => t(`consent.purpose.${purpose}`)}
          onChange={setPurposes}
        />
        {topics.length > 0 && (
          <Select
            label={t('consent.topic')}
            allowDeselect={false}
            data={[
              { value: '', label: t('consent.all_topics') },
              ...topics.map((one) => ({ value: one.topic, label: topicName(topics, one.topic, words) })),
            ]}
            value={topic}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => setTopic(next ?? '')}
          />
        )}
        {says !== 'no' && bases.length > 1 && (
          <Select
            label={t('consent.basis')}
            allowDeselect={false}
            data={bases.map((value) => ({ value, label: t(`consent.basis.${value}`) }))}
            value={basis ?? null}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => setBasis(bases.find((one) => one === next) ?? 'consent')}
          />
        )}
        {says !== 'no' && chosen.length > 0 && bases.length === 0 && (
          <p className={styles.unspoken}>{t('consent.basis_none')}</p>
        )}
        <Textarea
          label={t(textNeeded ? 'consent.text' : 'consent.text_no')}
          placeholder={textNeeded ? t('consent.text_example') : undefined}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4_000}
          required={textNeeded}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          label={t('consent.source')}
          placeholder={t('consent.source_example')}
          required
          maxLength={500}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Group gap="sm" align="end" grow preventGrowOverflow={false}>
          <TextInput
            type="date"
            label={t('consent.day')}
            required
            max={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          {textNeeded && (
            <TextInput
              label={t('consent.version')}
              maxLength={100}
              value={version}
              onChange={(event) => setVersion(event.currentTarget.value)}
            />
          )}
        </Group>
      </InlineForm>
    </div>
  );
}

/** The form may be asked for further down: whoever asks is led to it. */
const inView = (form: HTMLElement | null): void => {
  form?.scrollIntoView({ block: 'nearest' });
  form?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
};

const sameAs =
  ({ channel, purpose }: StandingCell, topic: string) =>
  (one: StandingCell): boolean =>
    one.channel === channel && one.purpose === purpose && one.topic === topic;

/** A no to what was consented to is a withdrawal; to anything else it is an objection. */
function stateOf(says: 'yes' | 'no' | 'pending', cell: StandingCell, basis: Basis | undefined) {
  if (says === 'no')
    return {
      state: cell.state === 'allowed' && cell.basis === 'consent' ? 'withdrawn' : 'objected',
    } as const;
  return { state: says === 'yes' ? 'granted' : 'pending', basis } as const;
}

interface ChipsProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: readonly Value[];
  readonly named: (value: Value) => ReactNode;
  readonly onChange: (chosen: readonly Value[]) => void;
}

function Chips<Value extends string>({ label, values, chosen, named, onChange }: ChipsProps<Value>) {
  return (
    <Input.Wrapper label={label} component="fieldset" labelElement="div" className={styles.chips}>
      <Group gap={6}>
        {values.map((value) => (
          <Chip
            key={value}
            size="xs"
            variant="outline"
            checked={chosen.includes(value)}
            onChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
          >
            {named(value)}
          </Chip>
        ))}
      </Group>
    </Input.Wrapper>
  );
}
