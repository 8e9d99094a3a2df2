import { aarrr } from './fr/aarrr.ts';
import { access } from './fr/access.ts';
import { accounts } from './fr/accounts.ts';
import { acquisition } from './fr/acquisition.ts';
import { address } from './fr/address.ts';
import { adoption } from './fr/adoption.ts';
import { aha } from './fr/aha.ts';
import { ask } from './fr/ask.ts';
import { compare } from './fr/compare.ts';
import { consent } from './fr/consent.ts';
import { contact } from './fr/contact.ts';
import { customers } from './fr/customers.ts';
import { dashboards } from './fr/dashboards.ts';
import { events } from './fr/events.ts';
import { expected } from './fr/expected.ts';
import { funnels } from './fr/funnels.ts';
import { goals } from './fr/goals.ts';
import { habit } from './fr/habit.ts';
import { health } from './fr/health.ts';
import { imports } from './fr/imports.ts';
import { journeyMap } from './fr/journey-map.ts';
import { kinds } from './fr/kinds.ts';
import { life } from './fr/life.ts';
import { lifecycle } from './fr/lifecycle.ts';
import { messages } from './fr/messages.ts';
import { milestones } from './fr/milestones.ts';
import { notes } from './fr/notes.ts';
import { offers } from './fr/offers.ts';
import { paths } from './fr/paths.ts';
import { phases } from './fr/phases.ts';
import { plan } from './fr/plan.ts';
import { promises } from './fr/promises.ts';
import { reasons } from './fr/reasons.ts';
import { refusals } from './fr/refusals.ts';
import { refusalsActing } from './fr/refusals-acting.ts';
import { retention } from './fr/retention.ts';
import { revenue } from './fr/revenue.ts';
import { segments } from './fr/segments.ts';
import { settings } from './fr/settings.ts';
import { shell } from './fr/shell.ts';
import { steps } from './fr/steps.ts';
import { stickiness } from './fr/stickiness.ts';
import { timeToValue } from './fr/time-to-value.ts';
import { today } from './fr/today.ts';
import { value } from './fr/value.ts';
import { worklist } from './fr/worklist.ts';

export const fr = {
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
