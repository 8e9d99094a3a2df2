import type { MissionsAskInput } from '#src/insights/missions/index.ts';
import { Answered, Fold, useAnswer } from '../../ui/Answered.tsx';
import { FiguresTable } from '../../ui/Figure.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** The missions themselves, first to end first. */
export function MissionTable({ asked }: { asked: MissionsAskInput }) {
  const { t } = useWords();
  const figures = useFigures();
  const list = useAnswer('missions.list', { ask: asked, limit: 200 });
  const day = (date: string | null) => (date === null ? '–' : figures.day(date, 'short'));
  return (
    <Fold title={t('missions.each')}>
      <Answered answer={list} height={200}>
        {({ missions, total }) => (
          <>
            <FiguresTable
              caption={t('missions.each')}
              heads={[
                t('missions.holder'),
                t('survival.offer'),
                t('missions.ends_on'),
                t('missions.grace_until'),
                t('missions.outcome'),
                t('missions.delivered'),
              ]}
              rows={missions.map((one) => ({
                id: `${one.contract}/${one.endsOn}`,
                label: one.holder.name ?? one.holder.id,
                aside: one.holder.name === null ? undefined : one.holder.id,
                cells: [
                  one.offer,
                  day(one.endsOn),
                  day(one.graceUntil),
                  t(`missions.which.${one.outcome}`),
                  one.owed === null || one.done === null
                    ? '–'
                    : t('missions.delivered_of', {
                        done: figures.decimal(one.done, 0),
                        owed: figures.decimal(one.owed, 0),
                      }),
                ],
              }))}
            />
            {total > missions.length && <p>{t('missions.more', { count: total - missions.length })}</p>}
          </>
        )}
      </Answered>
    </Fold>
  );
}
