import { Badge } from '@mantine/core';
import type { PhasesOf } from '#src/insights/phase-board/index.ts';
import { useWords } from '../../words/index.ts';

type Standing = Pick<PhasesOf['lives'][number], 'phase' | 'status'>;

const harmful: ReadonlySet<string> = new Set(['warning', 'missed_season', 'watch']);
const colourOf = ({ phase, status }: Standing): string =>
  phase === 'attrition' || harmful.has(status)
    ? 'signal'
    : phase === 'loyalty' || phase === 'conversion'
      ? 'accent'
      : 'gray';

/** Where somebody stands: the phase, and what is to be said of it, such as an early warning. A small one stands in tables. */
export function PhaseBadge({ standing, size }: { standing: Standing; size: 'sm' | 'lg' }) {
  const { t } = useWords();
  const { phase, status } = standing;
  return (
    <Badge
      color={colourOf(standing)}
      variant="light"
      size={size}
      tt="none"
      {...(size === 'sm' ? { miw: 'max-content' } : {})}
    >
      {status === 'none'
        ? t(`phases.phase.${phase}`)
        : t('phases.phase_status', {
            phase: t(`phases.phase.${phase}`),
            status: t(`phases.status.${status}`),
          })}
    </Badge>
  );
}
