import { Answered, Definition, Folds, type useAnswer } from '../../ui/Answered.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Fields.module.css';
import { Numbers } from './Numbers.tsx';
import { ProposalList } from './ProposalList.tsx';
import type { MapProps } from './props.ts';

interface BelowProps extends MapProps {
  readonly proposed?: ReturnType<typeof useAnswer<'journey-maps.proposals'>>;
}

/** Below the map: what the signs mean, what the figures propose, the numbers, the definitions. */
export function Below(props: BelowProps) {
  const { figures, proposals, proposed, may } = props;
  const { t, said } = useWords();
  const measured = figures !== undefined && figures.steps.length > 0;
  return (
    <>
      <p className={styles.legend}>
        <span>{t('journey.mark_help')}</span>
        {may && <span className={styles.screen}>{t('journey.keys')}</span>}
      </p>
      {measured && (
        <div className={styles.below}>
          <Panel title={t('journey.proposals')}>
            {proposed && (
              <Answered answer={proposed} height={120}>
                {(told) => (
                  <>
                    <p>{said(told.verdict)}</p>
                    <ProposalList {...props} shown={told.proposals} />
                    {told.undecided.length > 0 && (
                      <>
                        <h3>{t('journey.undecided')}</h3>
                        <ul className={styles.changes}>
                          {told.undecided.map(({ step, words }) => (
                            <li key={step}>{said(words)}</li>
                          ))}
                        </ul>
                      </>
                    )}
                  </>
                )}
              </Answered>
            )}
          </Panel>
          <Panel title={t('journey.table')}>
            <Numbers {...props} />
          </Panel>
          <Folds>
            <Definition of={figures}>{proposals && <p>{said(proposals.definition)}</p>}</Definition>
          </Folds>
        </div>
      )}
    </>
  );
}
