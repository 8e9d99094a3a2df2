import { useState } from 'react';
import { Conditions, isWhole } from '../../ui/Conditions.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { conditionsOfWhere, whereOfConditions, whereSaid } from '../../ui/conditions.ts';
import { EventPart } from '../../ui/EventPart.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { Of } from './rule.ts';

type Match = Of<'did'>['match'];

/** An event and what is asked of its properties, as two parts of the sentence. */
export function MatchParts({ label, match, catalogue, onChange }: MatchPartsProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const where = match.where ?? [];
  return (
    <>
      <EventPart
        label={label}
        form="name"
        match={{ event: match.event }}
        anyReads={t('segments.any_event')}
        catalogue={catalogue}
        onChange={({ event }) => onChange({ event, where: [] })}
      />{' '}
      <SentencePanel
        label={t('segments.part.where')}
        quiet={where.length === 0}
        width={380}
        reads={
          where.length === 0
            ? t('segments.where_none')
            : t('segments.where', { conditions: whereSaid(where, words, figures) })
        }
      >
        {() => (
          <WhereForm
            key={match.event}
            match={match}
            names={catalogue.propertiesOf(match.event)}
            onChange={onChange}
          />
        )}
      </SentencePanel>
    </>
  );
}

interface MatchPartsProps {
  /** What this part of the sentence is, for screen readers. */
  readonly label: string;
  readonly match: Match;
  readonly catalogue: Catalogue;
  readonly onChange: (match: Match) => void;
}

interface WhereFormProps extends Pick<MatchPartsProps, 'match' | 'onChange'> {
  readonly names: readonly string[];
}

/** Conditions being written live here until they are whole; the match holds the whole ones. */
function WhereForm({ match, names, onChange }: WhereFormProps) {
  const { t } = useWords();
  const [written, setWritten] = useState(() => {
    const known = conditionsOfWhere(match.where);
    return known.length > 0 ? known : [{ name: '', how: 'is' as const, values: [] }];
  });
  return (
    <Conditions
      label={t('ask.where_property')}
      names={names}
      of={{ kind: 'property', event: match.event }}
      conditions={written}
      onChange={(next) => {
        setWritten([...next]);
        const where = whereOfConditions(next.filter(isWhole));
        onChange({ event: match.event, where: where.map((one) => ({ ...one, values: one.values ?? [] })) });
      }}
    />
  );
}
