import { Button, Menu, Modal, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MapStep, Stage } from '#src/insights/journey-maps/index.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { useWords } from '../../words/index.ts';
import { EmotionLane } from './EmotionLane.tsx';
import {
  type Direction,
  moveStage,
  moveStep,
  newStep,
  renameStage,
  stepAt,
  withoutStage,
  withoutStep,
  withStage,
  withStep,
} from './edit.ts';
import type { MapProps } from './props.ts';
import styles from './Sheet.module.css';
import { StepCard } from './StepCard.tsx';
import { nameIn, stepName } from './saying.ts';

/** The map: stages from left to right, their steps from top to bottom, the emotion along the way. */
export function MapSheet(props: MapProps) {
  const { draft, may } = props;
  const words = useWords();
  const { t } = words;
  const [said, setSaid] = useState('');
  const { stages } = draft.drawn;
  const move = (step: MapStep, to: Direction) => {
    const next = moveStep(draft.drawn, step.id, to);
    draft.change((drawn) => moveStep(drawn, step.id, to));
    const now = stepAt(next, step.id);
    if (now === undefined) return;
    const stage = nameIn(now.stage.name, words.language);
    setSaid(t('journey.moved', { name: stepName(step, words), stage, place: now.place }));
    // The card may stand in another stage now, which draws it anew.
    requestAnimationFrame(() => document.getElementById(`step-${step.id}`)?.focus());
  };
  // Wherever the focus is, but in a field, which undoes its own text.
  useHotkeys(
    may
      ? [
          ['mod+Z', draft.undo],
          ['mod+shift+Z', draft.redo],
        ]
      : [],
  );
  return (
    <div className={styles.scroll}>
      <div className={styles.sheet} style={{ '--stages': Math.max(1, stages.length) }}>
        {stages.length > 0 && <EmotionLane {...props} />}
        {stages.map((stage) => (
          <StageColumn
            key={stage.id}
            {...props}
            stage={stage}
            onMove={move}
            onRemove={(step) => draft.change((drawn) => withoutStep(drawn, step.id))}
          />
        ))}
      </div>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}

interface StageProps extends MapProps {
  readonly stage: Stage;
  readonly onMove: (step: MapStep, to: Direction) => void;
  readonly onRemove: (step: MapStep) => void;
}

function StageColumn(props: StageProps) {
  const { stage, draft, may, look, onMove, onRemove } = props;
  const words = useWords();
  const { t } = words;
  const name = nameIn(stage.name, words.language);
  const add = () => {
    const step = newStep(draft.drawn, t('journey.step_new'));
    draft.change((drawn) => withStep(drawn, stage.id, step));
    look({ step: step.id });
  };
  return (
    <section className={styles.stage} aria-label={name}>
      <header className={styles.head}>
        <h3 className={styles.stageName}>{name}</h3>
        {may && <StageMenu {...props} name={name} />}
      </header>
      <ol className={styles.steps}>
        {stage.steps.map((step) => (
          <StepCard key={step.id} {...props} step={step} onMove={onMove} onRemove={onRemove} />
        ))}
      </ol>
      {may && (
        <Button
          className={styles.add ?? ''}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={t('journey.step_add_to', { name })}
          onClick={add}
        >
          {t('journey.step_add')}
        </Button>
      )}
    </section>
  );
}

function StageMenu({ stage, draft, name }: StageProps & { name: string }) {
  const { t } = useWords();
  const words = useWords();
  const [renaming, setRenaming] = useState(false);
  const rename = (text: string) => {
    // The other language keeps its own name where it has one of its own.
    const same = stage.name.fr === stage.name.en;
    draft.change((drawn) =>
      renameStage(drawn, stage.id, same ? { fr: text, en: text } : { ...stage.name, [words.language]: text }),
    );
    setRenaming(false);
  };
  return (
    <>
      <MoreMenu label={t('journey.stage_menu', { name })} small className={styles.menu}>
        <Menu.Item onClick={() => setRenaming(true)}>{t('journey.stage_rename')}</Menu.Item>
        <Menu.Item onClick={() => draft.change((drawn) => moveStage(drawn, stage.id, -1))}>
          {t('journey.stage_earlier')}
        </Menu.Item>
        <Menu.Item onClick={() => draft.change((drawn) => moveStage(drawn, stage.id, 1))}>
          {t('journey.stage_later')}
        </Menu.Item>
        <Menu.Item color="red" onClick={() => draft.change((drawn) => withoutStage(drawn, stage.id))}>
          {t('journey.stage_remove')}
        </Menu.Item>
      </MoreMenu>
      {renaming && (
        <Modal opened onClose={() => setRenaming(false)} title={t('journey.stage_rename')}>
          <NameForm label={t('journey.stage')} initial={name} busy={false} onName={rename} />
        </Modal>
      )}
    </>
  );
}

/** Adds a stage at the end of the map. */
export function AddStage({ draft }: Pick<MapProps, 'draft'>) {
  const { t } = useWords();
  const [naming, setNaming] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setNaming(true)}
      >
        {t('journey.stage_add')}
      </Button>
      {naming && (
        <Modal opened onClose={() => setNaming(false)} title={t('journey.stage_add')}>
          <NameForm
            label={t('journey.stage')}
            initial={t('journey.stage_new')}
            button={t('journey.stage_add')}
            busy={false}
            onName={(name) => {
              draft.change((drawn) => withStage(drawn, name));
              setNaming(false);
            }}
          />
        </Modal>
      )}
    </>
  );
}
