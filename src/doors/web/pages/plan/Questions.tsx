import { Button } from '@mantine/core';
import { IconHelpCircle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question as asking } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { eventSaid } from './event-said.ts';
import plan from './Plan.module.css';
import { QuestionForm } from './QuestionForm.tsx';
import styles from './Questions.module.css';
import type { Question } from './shapes.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

/** The questions that the plan is to answer, and whether it can. */
export function Questions() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { mayWrite } = usePlace();
  const known = useQuery(asking(slug, 'plan.questions', {}));
  const [open, setOpen] = useState<Question | 'new'>();
  const add = mayWrite && (
    <div>
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setOpen('new')}
      >
        {t('plan.add_question')}
      </Button>
    </div>
  );
  return (
    <div className={`${plan.part} ${plan.narrow}`}>
      {known.isPending && <Waiting height={200} />}
      {known.isError && <Refused error={known.error} again={() => known.refetch()} />}
      {known.data?.questions.length === 0 && (
        <Teach icon={<IconHelpCircle />} title={t('plan.questions_none_title')} action={add}>
          {t('plan.questions_none')}
        </Teach>
      )}
      {known.data && known.data.questions.length > 0 && (
        <>
          <p className={styles.lead}>{t('plan.questions_lead')}</p>
          <QuestionRows answers={known.data.questions} onOpen={setOpen} />
          {add}
        </>
      )}
      {open && <QuestionForm opened={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

type Answers = readonly {
  readonly id: string;
  readonly question: string;
  readonly decision: string;
  readonly answerable: boolean;
  readonly lacks: readonly { readonly event: string; readonly property: string | null }[];
}[];

function QuestionRows({ answers, onOpen }: { answers: Answers; onOpen: (question: Question) => void }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { held, mayWrite } = usePlace();
  const [removing, setRemoving] = useState<Question>();
  const save = usePlanChange('plan.set-questions');
  const done = () => setRemoving(undefined);
  const lackSaid = ({ event, property }: Answers[number]['lacks'][number]) =>
    property === null
      ? eventSaid(event, words)
      : t('plan.lacks_property', { event: eventSaid(event, words), property });
  return (
    <>
      <Rows
        rows={answers.map(({ id, question, decision, answerable, lacks }) => {
          const own = held.plan.questions.find((one) => one.id === id);
          return {
            id,
            title: question,
            detail: (
              <>
                {decision && <span className={styles.line}>{t('plan.decides', { decision })}</span>}
                <span className={styles.line} data-lacks={!answerable || undefined}>
                  {answerable
                    ? t('plan.answerable')
                    : t('plan.not_answerable', { lacks: figures.list(lacks.map(lackSaid)) })}
                </span>
              </>
            ),
            aside: mayWrite && own && (
              <>
                <Button size="xs" variant="default" onClick={() => onOpen(own)}>
                  {t('plan.change_question')}
                </Button>
                <Button size="xs" variant="subtle" color="gray" onClick={() => setRemoving(own)}>
                  {t('plan.remove_question')}
                </Button>
              </>
            ),
          };
        })}
      />
      {save.isError && <Refused error={save.error} />}
      {removing && (
        <Sure
          question={t('plan.remove_question_sure', { question: removing.question })}
          button={t('plan.remove_question')}
          busy={save.isPending}
          onNo={done}
          onYes={() => {
            save.send({ questions: held.plan.questions.filter(({ id }) => id !== removing.id) });
            done();
          }}
        />
      )}
    </>
  );
}
