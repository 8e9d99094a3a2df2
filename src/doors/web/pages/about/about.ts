import type { About } from '#src/customers/about/index.ts';
import { useSeat } from '../../seat.ts';
import { localDay } from '../customers/Timeline.tsx';

/** What a part of a person's or an account's page is about. */
export interface AboutProps {
  readonly about: About;
}

/** The workspace's local day. */
export function useToday(): string {
  const { timezone } = useSeat();
  return localDay(new Date(Date.now()).toISOString(), timezone);
}
