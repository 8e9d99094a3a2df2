import { useQuery } from '@tanstack/react-query';
import type { Life } from '#src/customers/life/index.ts';
import { question } from '../../ask.ts';
import { LifeLine } from '../../charts/LifeLine.tsx';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { lifeBands, lifeNotes, lifeRails, lifeRows, lifeSpan, lifeTicks } from './life.ts';

/** A life on one line: phases, visits and purchases by week, what we did, tickets, contracts. */
export function LifePart({ life }: { life: Life }) {
  const words = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const notes = useQuery(question(slug, 'notes.list', {})).data?.notes ?? [];
  const span = lifeSpan(life, timezone);
  const parts = { life, words, figures, timezone };
  const rows = [...lifeRows(parts), ...lifeNotes(notes, span, parts)];
  const bands = lifeBands(parts);
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  return (
    <Panel title={words.t('person.life')}>
      <LifeLine
        {...span}
        rails={[...bands, ...lifeRails({ ...parts, contracts: life.contracts })]}
        rows={rows}
        ticks={lifeTicks(span, { figures, timezone })}
        said={words.t('life.said', {
          first: figures.day(life.weeks[0] ?? life.to),
          last: figures.day(life.to),
          deeds: sum(life.activity),
          phases:
            bands.length === 0
              ? 'none'
              : figures.list(bands.flatMap(({ spans }) => spans.map(({ said }) => said))),
        })}
      />
    </Panel>
  );
}
