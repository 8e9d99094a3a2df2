import { Alert, Button } from '@mantine/core';
import { IconAdjustments, IconTimeline } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { PhaseBoard, PhasesAskInput } from '#src/insights/phase-board/index.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { Page } from '../../ui/Page.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Result } from './Result.tsx';
import { RuleDrawer } from './RuleDrawer.tsx';
import { askOf, firstPhases, type PhasesSearch, phasesLink } from './search.ts';
import { boardCsv } from './shape.ts';
import { WarningsPart } from './WarningsPart.tsx';

/** Where customers stand in their life with us. */
export function Phases() {
  const search = useSearch({ from: '/w/$slug/phases' });
  const navigate = useNavigate({ from: '/w/$slug/phases' });
  return (
    <Insight
      told="phases"
      icon={<IconTimeline />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstPhases}
      answer={Answer}
    />
  );
}

type Props = AnswerProps<PhasesSearch, PhasesAskInput>;

function Answer({ asked, search, catalogue, change, look }: Props) {
  const words = useWords();
  const { t } = words;
  const { permissions, slug } = useSeat();
  const [read, setRead] = useState('');
  const [ruling, setRuling] = useState(false);
  const answer = useAnswer('phases.board', asked);
  const found = answer.query.data;
  return (
    <Page
      title={t('phases.title')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconAdjustments size={16} aria-hidden />}
            onClick={() => setRuling(true)}
          >
            {t('phases.rule')}
          </Button>
          <CompareLink operation="phases.board" asked={asked} />
          <Actions
            kept={{
              operation: 'phases.board',
              ask: asked,
              opens: (kept, id) => phasesLink(slug, kept, id),
            }}
            sentence={read}
            verdict={found && words.said(found.verdict)}
            file="perdure-phases"
            csv={found && (() => boardCsv(found, words))}
          />
        </>
      }
    >
      <QuestionHead written={JSON.stringify(asked)} onRead={setRead}>
        {words.rich('phases.sentence', {
          who: <WhoPart search={{ ...search, unit: 'customer' }} catalogue={catalogue} onChange={change} />,
          offer: (
            <OfferPart
              offers={found?.offers ?? []}
              offer={asked.offer}
              onChange={(offer) => change({ offer })}
            />
          ),
          range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        })}
      </QuestionHead>
      <Answered answer={answer} height={520}>
        {(board) => (
          <>
            <Freshness board={board} />
            <Result board={board} asked={asked} open={search.open} onOpen={(open) => look({ open })} />
            {board.total > 0 && board.visitsKnown && (
              <WarningsPart asked={asked} onOpen={(open) => look({ open })} />
            )}
          </>
        )}
      </Answered>
      {ruling && (
        <RuleDrawer
          offer={asked.offer ?? ''}
          mayAdopt={permissions.includes('insights:write')}
          catalogue={catalogue}
          onClose={() => setRuling(false)}
        />
      )}
    </Page>
  );
}

interface OfferPartProps {
  readonly offers: readonly string[];
  readonly offer: string | undefined;
  readonly onChange: (offer: string | undefined) => void;
}

/** Which lives are looked at: the headline ones, or those with an offer. */
function OfferPart({ offers, offer, onChange }: OfferPartProps) {
  const { t } = useWords();
  const named = [...new Set([...offers, ...(offer === undefined ? [] : [offer])])];
  return (
    <SentenceChoice
      label={t('phases.offer')}
      value={offer ?? ''}
      choices={[
        { value: '', reads: t('phases.offer_all') },
        ...named.map((name) => ({ value: name, reads: t('phases.offer_one', { offer: name }), name })),
      ]}
      onChoose={(next) => onChange(next === '' ? undefined : next)}
    />
  );
}

/** What is still being told, or what nobody can tell yet. */
function Freshness({ board }: { board: PhaseBoard }) {
  const { t } = useWords();
  const figures = useFigures();
  const { computing, freshAt, visitsKnown, total } = board;
  return (
    <>
      {computing !== null && (
        <Alert color="accent">
          {t(freshAt === null ? 'phases.first_computing' : 'phases.computing', {
            done: figures.share(computing),
          })}
        </Alert>
      )}
      {!visitsKnown && total > 0 && <Alert color="yellow">{t('phases.visits_unknown')}</Alert>}
    </>
  );
}
