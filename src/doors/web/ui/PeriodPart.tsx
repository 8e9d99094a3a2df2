import { useWords } from '../words/index.ts';
import type { PeriodName } from './dates.ts';
import { SentenceChoice } from './SentenceChoice.tsx';

export const periodNames = ['day', 'week', 'month'] as const satisfies readonly PeriodName[];

/** The length of a period as a part of the sentence: « jour après jour », « chaque semaine ». */
export function PeriodPart({ form, period, onChange }: PeriodPartProps) {
  const { t } = useWords();
  return (
    <SentenceChoice
      label={t('ask.part.period')}
      value={period}
      choices={periodNames.map((one) => ({ value: one, reads: t(`ask.period.${form}.${one}`) }))}
      onChoose={(next) => onChange(periodNames.find((one) => one === next) ?? period)}
    />
  );
}

export interface PeriodPartProps {
  /** `after`: « semaine après semaine »; `each`: « chaque semaine »; `count`: « semaines ». */
  readonly form: 'after' | 'each' | 'count';
  readonly period: PeriodName;
  readonly onChange: (period: PeriodName) => void;
}
