import { ActionIcon, Menu, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Condition, SegmentRule } from '#src/customers/segment-rules/index.ts';
import { type Catalogue, isScore } from '../../ui/catalogue.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { AddCondition } from './AddCondition.tsx';
import { type Kind, mayStand } from './beginnings.ts';
import { ContractLine } from './ContractLine.tsx';
import { DeedLine, InsidePart, MemberLine, TraitLine } from './LeafParts.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import styles from './Rule.module.css';
import {
  doubled,
  grouped,
  isNest,
  joined,
  mostWithin,
  type Nest,
  type Path,
  removed,
  replaced,
  type Unit,
  unitWithin,
} from './rule.ts';
import { ScoreLine } from './ScoreLine.tsx';
import { SequenceLine } from './SequenceLine.tsx';

/** The place of what was last added, as one change of many. */
export interface Latest {
  readonly path: Path;
}

/** What every line of a rule knows. */
interface Drawn {
  readonly rule: SegmentRule;
  readonly catalogue: Catalogue;
  /** The segment that is changed. */
  readonly segment?: string | undefined;
  /** How many each outer condition holds for, where it is known. */
  readonly sizes: readonly number[] | undefined;
  /** What is wrong with the condition at a place. */
  readonly faultAt: (path: Path) => ReactNode;
  /** Where something was last added, which takes the focus; nowhere, after something was taken out. */
  readonly latest: Latest | undefined;
  readonly onRule: (rule: SegmentRule | undefined, latest?: Path) => void;
}

interface LinesProps extends Drawn {
  readonly conditions: readonly Condition[];
  readonly match: 'all' | 'any';
  readonly unit: Unit;
  readonly path: Path;
  readonly within: readonly Kind[];
}

/** The conditions of a rule, or of one that holds others: one a line, and what can be added. */
export function RuleLines(props: LinesProps) {
  const { conditions, match, unit, path, within, rule, catalogue, segment, latest, onRule } = props;
  const { t } = useWords();
  return (
    <div className={styles.lines}>
      <ol className={styles.list}>
        {conditions.map((condition, at) => (
          <Line
            key={at}
            {...props}
            condition={condition}
            own={[...path, at]}
            joint={at === 0 ? undefined : t(match === 'all' ? 'segments.and' : 'segments.or')}
          />
        ))}
      </ol>
      <AddCondition
        catalogue={catalogue}
        place={{ unit, path, within, segment }}
        full={conditions.length >= mostWithin(path)}
        takenOut={path.length === 0 && latest?.path.length === 0 ? latest : undefined}
        onAdd={(next) => onRule(joined(rule, path, next), [...path, conditions.length])}
      />
    </div>
  );
}

interface LineProps extends LinesProps {
  readonly condition: Condition;
  readonly own: Path;
  readonly joint: string | undefined;
}

function Line(props: LineProps) {
  const { condition, own, joint, rule, sizes, unit, faultAt, latest, onRule } = props;
  const { t } = useWords();
  const figures = useFigures();
  const sentence = useRef<HTMLParagraphElement>(null);
  const added = latest?.path.join() === own.join() ? latest : undefined;
  useEffect(() => {
    if (added) sentence.current?.querySelector<HTMLElement>('[role="button"]')?.focus();
  }, [added]);
  const size = own.length === 1 ? sizes?.[own[0] ?? 0] : undefined;
  const fault = faultAt(own);
  const change = (next: Condition) => onRule(replaced(rule, own, next));
  return (
    <li
      className={styles.line}
      aria-label={t('segments.condition', { place: own.map((at) => at + 1).join('.') })}
    >
      <p ref={sentence} className={styles.sentence}>
        {joint !== undefined && <span className={styles.joint}>{joint} </span>}
        <Sentence {...props} onChange={change} />
      </p>
      <div className={styles.aside}>
        {size !== undefined && (
          <span className={styles.size} title={t('segments.condition_size', { count: size, unit })}>
            {figures.count(size)}
          </span>
        )}
        <LineMenu {...props} />
        <ActionIcon
          size="sm"
          aria-label={t('segments.remove')}
          onClick={() => onRule(removed(rule, own), [])}
        >
          <IconX size={14} />
        </ActionIcon>
      </div>
      {isNest(condition) && (
        <div className={styles.nest}>
          <Within {...props} nest={condition} />
        </div>
      )}
      {fault && <div className={styles.fault}>{fault}</div>}
    </li>
  );
}

function LineMenu({ condition, own, path, conditions, within, unit, rule, onRule }: LineProps) {
  const { t } = useWords();
  const full = conditions.length >= mostWithin(path);
  const groups = condition.kind !== 'group' && mayStand('group', { unit, within });
  return (
    <MoreMenu label={t('segments.condition_more')} small>
      <Menu.Item
        disabled={full}
        onClick={() => onRule(doubled(rule, own), own.with(-1, (own.at(-1) ?? 0) + 1))}
      >
        {t('segments.double')}
      </Menu.Item>
      {groups && <Menu.Item onClick={() => onRule(grouped(rule, own), own)}>{t('segments.group')}</Menu.Item>}
    </MoreMenu>
  );
}

interface SentenceProps extends LineProps {
  readonly onChange: (next: Condition) => void;
}

/** A condition as one reads it aloud, its parts menus. */
function Sentence({ condition, catalogue, unit, segment, onChange }: SentenceProps) {
  const own = { catalogue, unit, segment, onChange };
  switch (condition.kind) {
    case 'did':
    case 'when':
      return <DeedLine condition={condition} {...own} />;
    case 'sequence':
      return <SequenceLine condition={condition} {...own} />;
    case 'contract':
      return <ContractLine condition={condition} {...own} />;
    case 'phase':
      return <PhaseLine condition={condition} {...own} />;
    case 'trait':
      return isScore(condition.trait) ? (
        <ScoreLine condition={condition} {...own} />
      ) : (
        <TraitLine condition={condition} {...own} />
      );
    case 'list':
    case 'segment':
      return <MemberLine condition={condition} {...own} />;
    default:
      return <NestLine nest={condition} onChange={onChange} />;
  }
}

/** What holds other conditions: « pour qui au moins une de ces conditions est remplie : » */
function NestLine({ nest, onChange }: { nest: Nest; onChange: (next: Condition) => void }) {
  const { t } = useWords();
  return (
    <>
      <InsidePart
        kind={nest.kind}
        inside={nest.inside}
        onChange={(inside) => onChange({ ...nest, inside })}
      />{' '}
      {nest.kind === 'people' && (
        <>
          <SentencePanel label={t('segments.part.least')} reads={t('segments.least', { least: nest.least })}>
            {() => (
              <NumberInput
                label={t('segments.least_people')}
                min={1}
                max={100_000}
                clampBehavior="strict"
                allowDecimal={false}
                value={nest.least}
                onChange={(least) => typeof least === 'number' && least >= 1 && onChange({ ...nest, least })}
              />
            )}
          </SentencePanel>{' '}
        </>
      )}
      <MatchPart match={nest.match} onChange={(match) => onChange({ ...nest, match })} />
      {t('segments.colon')}
    </>
  );
}

/** Whether all conditions have to hold, or one is enough. */
export function MatchPart({ match, onChange }: MatchPartProps) {
  const { t } = useWords();
  return (
    <SentenceChoice
      label={t('segments.part.match')}
      value={match}
      choices={[
        { value: 'all', reads: t('segments.all_of') },
        { value: 'any', reads: t('segments.any_of') },
      ]}
      onChoose={(next) => onChange(next === 'any' ? 'any' : 'all')}
    />
  );
}

interface MatchPartProps {
  readonly match: 'all' | 'any';
  readonly onChange: (match: 'all' | 'any') => void;
}

const Within = ({ nest, own, ...props }: LineProps & { nest: Nest }) => (
  <RuleLines
    {...props}
    conditions={nest.conditions}
    match={nest.match}
    unit={unitWithin(nest, props.unit)}
    path={own}
    within={[...props.within, nest.kind]}
  />
);
