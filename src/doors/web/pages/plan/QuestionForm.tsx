import { Button, Modal, MultiSelect, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import { questionId } from './event-fields.ts';
import styles from './Questions.module.css';
import type { Question } from './shapes.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

type Need = Question['needs'][number];

interface QuestionFormProps {
  /** Undefined for a new question. */
  readonly opened: Question | undefined;
  readonly onClose: () => void;
}

/** A question of the plan: its words, what is decided by it, the events and properties it needs. */
export function QuestionForm({ opened, onClose }: QuestionFormProps) {
  const { t } = useWords();
  const { held } = usePlace();
  const [told, setTold] = useState({
    question: opened?.question ?? '',
    decision: opened?.decision ?? '',
    needs: opened?.needs ?? [{ event: '', properties: [] }],
  });
  const save = usePlanChange('plan.set-questions');
  const others = held.plan.questions.filter(({ id }) => id !== opened?.id);
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    const id = opened?.id ?? questionId(told.question, new Set(others.map((one) => one.id)));
    const needs = told.needs.filter(({ event }) => event !== '');
    save.send({ questions: [...others, { ...told, id, needs }] }, onClose);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t(opened ? 'plan.change_question' : 'plan.add_question')}
    >
      <form onSubmit={send}>
        <Stack gap="md">
          <Textarea
            label={t('plan.field.question')}
            placeholder={t('plan.question_example')}
            autosize
            minRows={2}
            maxLength={1000}
            required
            data-autofocus
            value={told.question}
            onChange={(event) => setTold({ ...told, question: event.currentTarget.value })}
          />
          <TextInput
            label={t('plan.field.decision')}
            placeholder={t('plan.decision_example')}
            maxLength={1000}
            value={told.decision}
            onChange={(event) => setTold({ ...told, decision: event.currentTarget.value })}
          />
          <Needs needs={told.needs} onChange={(needs) => setTold({ ...told, needs })} />
          {save.isError && <Refused error={save.error} />}
          <Button
            type="submit"
            loading={save.isPending}
            disabled={told.needs.every(({ event }) => event === '')}
          >
            {t('plan.save_in_draft')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

function Needs({ needs, onChange }: { needs: readonly Need[]; onChange: (needs: Need[]) => void }) {
  const { t } = useWords();
  const { held } = usePlace();
  const put = (at: number, need: Need | undefined) =>
    onChange(needs.flatMap((one, place) => (place === at ? (need ?? []) : one)));
  const events = [
    ...new Set([...held.plan.events, ...needs.map(({ event }) => ({ name: event }))].map(({ name }) => name)),
  ];
  const propertiesOf = ({ event, properties }: Need) => [
    ...new Set([
      ...(held.plan.events.find(({ name }) => name === event)?.properties.map(({ name }) => name) ?? []),
      ...properties,
    ]),
  ];
  return (
    <fieldset className={styles.needs}>
      <legend>{t('plan.field.needs')}</legend>
      {needs.map((need, at) => (
        <div key={at} className={styles.need}>
          <Select
            aria-label={t('plan.need_event')}
            placeholder={t('plan.need_event')}
            searchable
            data={events.filter((name) => name !== '')}
            value={need.event || null}
            onChange={(event) => put(at, { event: event ?? '', properties: [] })}
          />
          {propertiesOf(need).length > 0 && (
            <MultiSelect
              aria-label={t('plan.need_properties')}
              placeholder={need.properties.length === 0 ? t('plan.need_properties') : ''}
              data={propertiesOf(need)}
              value={need.properties}
              onChange={(properties) => put(at, { ...need, properties })}
            />
          )}
          {needs.length > 1 && (
            <div>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => put(at, undefined)}>
                {t('plan.remove_need')}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...needs, { event: '', properties: [] }])}
        >
          {t('plan.add_need')}
        </Button>
      </div>
    </fieldset>
  );
}
