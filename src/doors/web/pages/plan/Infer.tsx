import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import type { Asked } from '../../asked.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { Examples } from './shapes.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

const days = 30;
const year = 366;

/** Proposes the events that arrive, then asks what each is for. */
export function Infer({ only, filled = false }: { only?: readonly string[]; filled?: boolean }) {
  const { t } = useWords();
  const figures = useFigures();
  const { go, examples, keepExamples } = usePlace();
  const infer = usePlanChange('plan.infer');
  const [quiet, setQuiet] = useState(false);
  const propose = (looked: number) =>
    infer.send({ days: looked, ...(only === undefined ? {} : { only: [...only] }) }, ({ added, left }) => {
      if (left.length > 0) {
        const names = figures.list(left.slice(0, 10));
        notifications.show({ message: t('plan.inferred_left', { count: left.length, names }), color: 'red' });
      }
      if (added.length === 0 && looked < year) return setQuiet(true);
      notifications.show({ message: t('plan.inferred', { count: added.length }) });
      keepExamples(new Map([...examples, ...examplesOf(added)]));
      return go(added.length === 0 ? {} : { part: 'complete' });
    });
  return (
    <>
      <Button
        variant={filled ? 'filled' : 'default'}
        size={only ? 'xs' : 'sm'}
        leftSection={<IconSparkles size={16} aria-hidden />}
        loading={infer.isPending}
        onClick={() => propose(quiet || only ? year : days)}
      >
        {t(
          quiet
            ? 'plan.infer_year'
            : only
              ? only.length > 1
                ? 'plan.infer_all'
                : 'plan.infer_one'
              : 'plan.infer',
        )}
      </Button>
      {quiet && <p role="status">{t('plan.infer_quiet', { days })}</p>}
      {infer.isError && <Refused error={infer.error} />}
    </>
  );
}

const examplesOf = (added: Asked['plan.infer']['output']['added']): Examples =>
  new Map(
    added.map(({ event, examples }) => [
      event,
      new Map(examples.map(({ property, values }) => [property, values])),
    ]),
  );
