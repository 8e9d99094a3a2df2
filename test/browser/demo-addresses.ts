import { asker, type State } from './filled-workspace.ts';
import type { RunningHouse } from './running-house.ts';

const shared = [
  '',
  '/phases',
  '/offers',
  '/segments',
  '/goals',
  '/promises',
  '/milestones',
  '/missions',
  '/seasons',
];
const contracts = [
  '/contract-retention',
  '/survival',
  '/revenue',
  ...['churn', 'retention', 'cohorts', 'upsell', 'repurchase'].map((tab) => `/revenue?tab=${tab}`),
];

/** Pages of two demos that show something about somebody: of people alone, and of companies with their people. */
export async function demoAddresses(house: Pick<RunningHouse, 'address'>, state: State): Promise<string[]> {
  const [gym, software] = await Promise.all(
    ['demo-gym', 'demo-b2b'].map((slug) => somebody(house, state, slug)),
  );
  return [
    ...[...shared, ...contracts, ...(gym ?? [])].map((page) => `/w/demo-gym${page}`),
    ...[...shared, ...contracts, '/health', '/accounts', ...(software ?? [])].map(
      (page) => `/w/demo-b2b${page}`,
    ),
  ];
}

interface Worklist {
  readonly rows: readonly { readonly holder: { readonly kind: string; readonly id: string } }[];
}

/** Who needs attention first, a person and an account, and their segment. */
async function somebody(house: Pick<RunningHouse, 'address'>, state: State, slug: string): Promise<string[]> {
  const ask = asker(house, state, slug);
  const first = async (kind: 'customer' | 'account') =>
    ((await ask('worklist.list', { kind, limit: 1 })) as Worklist).rows.map(({ holder }) => holder.id);
  const [people, accounts] = await Promise.all([first('customer'), first('account')]);
  const { people: known } = (await ask('customers.search', { limit: 1 })) as { people: { id: string }[] };
  const { segments } = (await ask('segments.list', {})) as { segments: { id: string }[] };
  return [
    ...[...people, ...known.map(({ id }) => id)].map((id) => `/people/${encodeURIComponent(id)}`),
    ...accounts.flatMap((id) => [
      `/accounts/${encodeURIComponent(id)}`,
      `/health?holder=${encodeURIComponent(id)}`,
    ]),
    ...segments.slice(0, 1).map(({ id }) => `/segments/${id}`),
  ];
}
