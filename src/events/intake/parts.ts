import type { Clock } from '#src/engines/clock/port.ts';
import type { Journal } from '#src/engines/journal/port.ts';
import type { IntakeLog } from './answers.ts';
import type { IntakeLimits } from './pressure.ts';
import type { SourceLookUp } from './sources.ts';

/** What intake is made of. */
export interface IntakeParts {
  readonly journal: Journal;
  readonly sources: SourceLookUp;
  readonly clock: Clock;
  /** `https://events.example.org`, what browsers are told; where absent, the host they asked. */
  readonly publicUrl?: (() => string) | undefined;
  readonly limits?: IntakeLimits | undefined;
  readonly logger: IntakeLog;
}
