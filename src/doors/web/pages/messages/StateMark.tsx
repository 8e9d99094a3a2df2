import {
  IconArrowBackUp,
  IconCheck,
  IconChecks,
  IconClock,
  IconDoorExit,
  IconHandStop,
  IconMailX,
  IconMoodAngry,
  IconQuestionMark,
  IconSend,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useWords } from '../../words/index.ts';
import type { State } from './message.ts';
import styles from './StateMark.module.css';

interface Look {
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  readonly look: 'plain' | 'done' | 'attention' | 'harm';
}

const looks: Readonly<Record<State, Look>> = {
  waiting: { icon: IconClock, look: 'plain' },
  passed: { icon: IconDoorExit, look: 'plain' },
  handing_over: { icon: IconSend, look: 'plain' },
  sent: { icon: IconCheck, look: 'done' },
  delivered: { icon: IconChecks, look: 'done' },
  uncertain: { icon: IconQuestionMark, look: 'attention' },
  bounced: { icon: IconArrowBackUp, look: 'attention' },
  complained: { icon: IconMoodAngry, look: 'harm' },
  failed: { icon: IconMailX, look: 'harm' },
  refused: { icon: IconHandStop, look: 'plain' },
};

/** The sign of a state. */
export function StateIcon({ state }: { state: State }) {
  const Icon = looks[state].icon;
  return <Icon size={16} stroke={1.8} aria-hidden />;
}

/** Where a message stands: its sign and its word. */
export function StateMark({ state }: { state: State }) {
  const { t } = useWords();
  return (
    <span className={styles.mark} data-look={looks[state].look}>
      <StateIcon state={state} />
      {t(`messages.state.${state}`)}
    </span>
  );
}
