import { type ReactNode, useState } from 'react';
import type { CsvCell } from '../charts/csv.ts';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { Actions } from './Actions.tsx';
import { type Answer, Answered } from './Answered.tsx';
import { CompareButton, CompareLink } from './CompareLink.tsx';
import { type Counted, CountedBy } from './CountedBy.tsx';
import type { InsightName } from './Insight.tsx';
import { Page } from './Page.tsx';
import { QuestionHead } from './QuestionHead.tsx';
import type { Opening } from './Questions.tsx';

export interface AskedPageProps<Output> {
  readonly told: InsightName;
  readonly answer: Answer<Output>;
  /** Where a kept question of this insight is shown. */
  readonly opens: (slug: string, ask: unknown, id: string) => Opening;
  /** The question as a sentence whose parts are menus. */
  readonly sentence: ReactNode;
  /** Compares groups of the answer beside it; on a page of its own unless told. */
  readonly onCompare?: () => void;
  /** What refines the question, beside its sentence. */
  readonly tools?: ReactNode;
  /** What else the question is made of, such as steps; between its sentence and the answer. */
  readonly parts?: ReactNode;
  readonly verdict: (output: Output) => string;
  /** The numbers as rows; undefined where there are none. */
  readonly csv: (output: Output) => readonly (readonly CsvCell[])[];
  /** The definitions of value it counted by; where they count mere presence, this is said. */
  readonly counted?: (output: Output) => Counted;
  /** What the signs of the picture mean. */
  readonly legend?: string;
  /** Height of the place of the answer while waiting, in pixels. */
  readonly height: number;
  readonly children: (output: Output) => ReactNode;
  /** What stands below, with questions of its own. */
  readonly below?: ReactNode;
}

/** A question as a sentence, what can be done with it, then its answer. */
export function AskedPage<Output>(props: AskedPageProps<Output>) {
  const { told, answer, opens, onCompare, sentence, tools, parts, verdict, csv, legend, height } = props;
  const { t } = useWords();
  const { slug } = useSeat();
  const [read, setRead] = useState('');
  const { operation, asked } = answer;
  const found = answer.query.data;
  return (
    <Page
      title={t(`${told}.title`)}
      actions={
        <>
          {onCompare ? (
            <CompareButton onCompare={onCompare} />
          ) : (
            <CompareLink operation={operation} asked={asked} />
          )}
          <Actions
            kept={{ operation, ask: asked, opens: (ask, id) => opens(slug, ask, id) }}
            sentence={read}
            verdict={found && verdict(found)}
            file={`perdure-${told}`}
            csv={found && (() => csv(found))}
            legend={legend}
          />
        </>
      }
    >
      <QuestionHead written={JSON.stringify(asked)} onRead={setRead} tools={tools}>
        {sentence}
      </QuestionHead>
      {parts}
      <Answered answer={answer} height={height}>
        {(output) => (
          <>
            {props.counted && <CountedBy countedBy={props.counted(output)} />}
            {props.children(output)}
          </>
        )}
      </Answered>
      {props.below}
    </Page>
  );
}
