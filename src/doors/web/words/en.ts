import { aarrr } from './en/aarrr.ts';
import { access } from './en/access.ts';
import { accounts } from './en/accounts.ts';
import { acquisition } from './en/acquisition.ts';
import { address } from './en/address.ts';
import { adoption } from './en/adoption.ts';
import { aha } from './en/aha.ts';
import { ask } from './en/ask.ts';
import { compare } from './en/compare.ts';
import { consent } from './en/consent.ts';
import { contact } from './en/contact.ts';
import { customers } from './en/customers.ts';
import { dashboards } from './en/dashboards.ts';
import { events } from './en/events.ts';
import { expected } from './en/expected.ts';
import { funnels } from './en/funnels.ts';
import { goals } from './en/goals.ts';
import { habit } from './en/habit.ts';
import { health } from './en/health.ts';
import { imports } from './en/imports.ts';
import { journeyMap } from './en/journey-map.ts';
import { kinds } from './en/kinds.ts';
import { life } from './en/life.ts';
import { lifecycle } from './en/lifecycle.ts';
import { messages } from './en/messages.ts';
import { milestones } from './en/milestones.ts';
import { notes } from './en/notes.ts';
import { offers } from './en/offers.ts';
import { paths } from './en/paths.ts';
import { phases } from './en/phases.ts';
import { plan } from './en/plan.ts';
import { promises } from './en/promises.ts';
import { reasons } from './en/reasons.ts';
import { refusals } from './en/refusals.ts';
import { refusalsActing } from './en/refusals-acting.ts';
import { retention } from './en/retention.ts';
import { revenue } from './en/revenue.ts';
import { segments } from './en/segments.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { steps } from './en/steps.ts';
import { stickiness } from './en/stickiness.ts';
import { timeToValue } from './en/time-to-value.ts';
import { today } from './en/today.ts';
import { value } from './en/value.ts';
import { worklist } from './en/worklist.ts';

export const en = {
  ...shell,
  ...access,
  ...ask,
  ...address,
  ...expected,
  ...compare,
  ...customers,
  ...segments,
  ...accounts,
  ...offers,
  ...events,
  ...imports,
  ...health,
  ...phases,
  ...plan,
  ...reasons,
  ...refusals,
  ...refusalsActing,
  ...retention,
  ...kinds,
  ...revenue,
  ...settings,
  ...today,
  ...worklist,
  ...life,
  ...lifecycle,
  ...funnels,
  ...value,
  ...stickiness,
  ...adoption,
  ...acquisition,
  ...aarrr,
  ...aha,
  ...steps,
  ...timeToValue,
  ...habit,
  ...paths,
  ...journeyMap,
  ...notes,
  ...goals,
  ...promises,
  ...milestones,
  ...consent,
  ...messages,
  ...contact,
  ...dashboards,
};
