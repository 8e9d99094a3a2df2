import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { GroupsAskInput } from '#src/insights/groups/index.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { type Change, without } from '../../ui/address.ts';
import { Counting, unitSaid } from '../../ui/Counting.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { ComparedQuestion } from '../../ui/comparable.ts';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import type { PlaceAddress } from '../../ui/places.ts';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords, type Word } from '../../words/index.ts';
import { backTo } from './back.ts';
import { GroupsDrawer } from './GroupsDrawer.tsx';
import { GroupsPart } from './GroupsPart.tsx';
import { Result } from './Result.tsx';
import { askOf, type CompareSearch, compareLink } from './search.ts';
import { comparedCsv } from './shape.ts';

/** One question asked of several groups: do they really differ, or is it chance? */
export function Compare() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/compare' });
  const navigate = useNavigate({ from: '/w/$slug/compare' });
  const catalogue = useCatalogue();
  const { question } = search;
  const look: Change<CompareSearch> = (part) =>
    void navigate({ search: without<CompareSearch>({ ...search, ...part }) });
  if (question && catalogue.data)
    return (
      <Counting unit={unitSaid(question.ask)}>
        <Asked question={question} search={search} catalogue={catalogue.data} look={look} />
      </Counting>
    );
  return (
    <Page title={t('groups.title')}>
      {catalogue.isError && <Refused error={catalogue.error} again={() => catalogue.refetch()} />}
      {catalogue.isPending ? <Waiting height={320} /> : <NothingAsked />}
    </Page>
  );
}

interface AskedProps {
  readonly question: ComparedQuestion;
  readonly search: CompareSearch;
  readonly catalogue: Catalogue;
  readonly look: Change<CompareSearch>;
}

function Asked({ question, search, catalogue, look }: AskedProps) {
  const { t, rich } = useWords();
  const [choosing, setChoosing] = useState(false);
  const [left, setLeft] = useState(false);
  const arms = search.arms ?? [];
  const asked = askOf(search);
  const choose = () => setChoosing(true);
  const parts = {
    question: <QuestionPart question={question} />,
    groups: <GroupsPart arms={arms} catalogue={catalogue} onChoose={choose} />,
  };
  return (
    <>
      {asked ? (
        <Answer asked={asked} search={search} look={look} parts={parts} />
      ) : (
        <Page title={t('groups.title')}>
          <QuestionHead written={JSON.stringify(question)} onRead={() => undefined}>
            {rich('groups.sentence_open', parts)}
          </QuestionHead>
          <Teach
            icon={<IconScale />}
            title={t('groups.teach_title')}
            action={<Button onClick={choose}>{t('groups.choose')}</Button>}
          >
            {t('groups.pick')}
          </Teach>
        </Page>
      )}
      {(choosing || (!asked && !left)) && (
        <GroupsDrawer
          question={question}
          arms={arms}
          catalogue={catalogue}
          onArms={(next) => {
            setChoosing(false);
            look({ arms: next, figure: undefined, open: undefined });
          }}
          onClose={() => {
            setChoosing(false);
            setLeft(true);
          }}
        />
      )}
    </>
  );
}

interface AnswerProps extends Pick<AskedProps, 'search' | 'look'> {
  readonly asked: GroupsAskInput;
  readonly parts: Readonly<Record<'question' | 'groups', React.ReactNode>>;
}

function Answer({ asked, search, look, parts }: AnswerProps) {
  const words = useWords();
  const figures = useFigures();
  const { t, rich, said } = words;
  const { slug } = useSeat();
  const [read, setRead] = useState('');
  const answer = useAnswer('compare.groups', asked);
  const found = answer.query.data;
  const figure = found && (
    <SentenceChoice
      label={t('groups.part.figure')}
      value={found.figure}
      choices={found.figures.map(({ key, name }) => ({ value: key, reads: said(name) }))}
      onChoose={(next) => look({ figure: next, open: undefined })}
    />
  );
  return (
    <Page
      title={t('groups.title')}
      actions={
        <Actions
          kept={{
            operation: 'compare.groups',
            ask: asked,
            opens: (ask, id) => compareLink(slug, ask, id),
          }}
          sentence={read}
          verdict={found && said(found.verdict)}
          file="perdure-compare"
          csv={found && (() => comparedCsv(found, { words, figures }))}
        />
      }
    >
      <QuestionHead written={JSON.stringify([asked, found?.figure])} onRead={setRead}>
        {figure ? rich('groups.sentence', { ...parts, figure }) : rich('groups.sentence_open', parts)}
      </QuestionHead>
      <Answered answer={answer} height={520}>
        {(compared) => (
          <Result
            compared={compared}
            question={asked.question}
            open={search.open}
            onOpen={(open) => look({ open })}
            onFigure={(next) => look({ figure: next, open: undefined })}
          />
        )}
      </Answered>
    </Page>
  );
}

/** What is asked of each group, and the way back to where it is asked. */
function QuestionPart({ question }: Pick<AskedProps, 'question'>) {
  const { t } = useWords();
  const { slug } = useSeat();
  const back = backTo(slug, question);
  const name = t(`groups.of.${question.of}`);
  return back ? (
    <TextLink inherit underline="always" {...back}>
      {name}
    </TextLink>
  ) : (
    name
  );
}

const ways: readonly { readonly to: PlaceAddress; readonly word: Word }[] = [
  { to: '/w/$slug/lifecycle', word: 'shell.lifecycle' },
  { to: '/w/$slug/stickiness', word: 'shell.stickiness' },
  { to: '/w/$slug/habit', word: 'shell.habit' },
  { to: '/w/$slug/adoption', word: 'shell.adoption' },
  { to: '/w/$slug/time-to-value', word: 'shell.time-to-value' },
  { to: '/w/$slug/paths', word: 'shell.paths' },
  { to: '/w/$slug/step-failure', word: 'shell.step-failure' },
  { to: '/w/$slug/survival', word: 'shell.survival' },
  { to: '/w/$slug/contract-retention', word: 'shell.contract-retention' },
  { to: '/w/$slug/seasons', word: 'shell.seasons' },
  { to: '/w/$slug/missions', word: 'shell.missions' },
  { to: '/w/$slug/retention', word: 'shell.retention' },
  { to: '/w/$slug/funnels', word: 'shell.funnels' },
];

function NothingAsked() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Teach
      icon={<IconScale />}
      title={t('groups.teach_title')}
      action={ways.map(({ to, word }) => (
        <ButtonLink key={to} variant="default" size="xs" to={to} params={{ slug }}>
          {t(word)}
        </ButtonLink>
      ))}
    >
      {t('groups.teach')}
    </Teach>
  );
}
