import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openWindow } from './chromium.ts';
import type { RunningHouse } from './running-house.ts';

/** A signed-in session. */
export type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The workspace that tests fill. */
export const slug = 'ski-des-alpes';

/** Creates the first administrator by the printed link and a workspace. @returns the signed-in session */
export const signUp = (browser: Browser, house: RunningHouse): Promise<State> =>
  administrator(browser, house, async (page) => {
    await page.getByLabel('Nom de la marque').fill('Ski des Alpes');
    await page.getByRole('button', { name: 'Créer l’espace' }).click();
    await page.getByRole('link', { name: 'Ouvrir l’espace' }).waitFor();
  });

/** Creates the first administrator, where there are demo workspaces. @returns the signed-in session */
export const signUpToDemos = (browser: Browser, house: RunningHouse): Promise<State> =>
  administrator(browser, house, (page) => page.waitForURL((url) => !url.pathname.startsWith('/setup')));

async function administrator(
  browser: Browser,
  house: RunningHouse,
  next: (page: Page) => Promise<unknown>,
): Promise<State> {
  const window = await openWindow(browser, { language: 'fr', theme: 'light', width: 1440 });
  const page = await window.newPage();
  await page.goto(house.signInLink);
  await page.getByLabel('Votre nom').fill('Camille Durand');
  await page.getByLabel('Adresse e-mail').fill('camille@exemple.fr');
  await page.getByLabel(/Mot de passe/).fill('quatre mots sans rapport');
  await page.getByRole('button', { name: 'Créer le compte' }).click();
  await next(page);
  const state = await window.storageState();
  await window.close();
  return state;
}

const dayMs = 86_400_000;
const people = 40;

/** Addresses of what was made. */
export interface Filled {
  readonly dashboard: string;
  /** A journey map of six stages with four steps each, one of them measured. */
  readonly map: string;
  readonly account: string;
  /** A segment that is counted and kept. */
  readonly segment: string;
  /** A message that was sent, opened. */
  readonly message: string;
  /** The same dashboard by a shared link. */
  readonly shared: string;
}

/**
 * Sends a few weeks of visits and purchases, traits, a broken event; keeps a list and questions, proposes a plan, notes
 * some days, draws a journey map, keeps a segment, and pins the questions to a dashboard.
 */
export async function fillWorkspace(house: RunningHouse, state: State): Promise<Filled> {
  const ask = asker(house, state);
  const { sources } = (await ask('sources.list', {})) as { sources: { writeKey: string }[] };
  const authorization = `Basic ${Buffer.from(`${sources[0]?.writeKey ?? ''}:`).toString('base64')}`;
  await post(`${house.address}/v1/batch`, { batch: lives() }, { authorization });
  await until(async () => ((await ask('events.overview', {})) as { customers: number }).customers >= people);
  await ask('lists.save', { name: 'Tout le monde', from: { of: 'customers.search', ask: { text: '' } } });
  const retention = { start: { event: 'Visit' }, return: { event: 'Visit' }, from: day(-35), to: day(0) };
  const { question } = (await ask('questions.save', {
    name: 'Visites, semaine par semaine',
    operation: 'retention.grid',
    ask: retention,
  })) as { question: { id: string } };
  await ask('keys.create', { name: 'Tableur', scopes: ['insights:read'] });
  await ask('plan.infer', {});
  await ask('notes.add', { from: day(-15), to: day(-9), kind: 'place', text: 'Magasin fermé' });
  const map = await mapOf(ask);
  await ask('consent.record', { consents: choices, request: 'filled' });
  const journey = (await ask('questions.save', {
    name: 'Le séjour, étape par étape',
    operation: 'journey-maps.figures',
    ask: { of: { map }, from: day(-35), to: day(0) },
  })) as { question: { id: string } };
  const segment = await segmentOf(ask);
  const message = await messageOf(ask);
  const standing = await Promise.all(
    [
      { operation: 'health.summary', ask: {} },
      { operation: 'phases.board', ask: { from: day(-30), to: day(0) } },
      { operation: 'segments.history', ask: { id: segment, days: 90 } },
    ].map((one) => ask('questions.save', { name: one.operation, ...one })),
  );
  const kept = [question, journey.question, ...standing.map((one) => (one as typeof journey).question)];
  const board = await boardOf(
    ask,
    kept.map(({ id }) => id),
  );
  return {
    ...board,
    map: `/w/${slug}/journey-map/${map}`,
    account: `/w/${slug}/accounts/hotel`,
    segment: `/w/${slug}/segments/${segment}`,
    message: `/w/${slug}/messages?message=${message}`,
  };
}

const julie = {
  who: { user: 'julie' },
  channel: 'email',
  purpose: 'marketing',
  proof: { source: 'Formulaire' },
};
/** A yes with its proof, a no, and a yes that waits to be confirmed. */
const choices = [
  { ...julie, state: 'granted', basis: 'consent', proof: { text: 'Oui, vos offres.', source: 'Formulaire' } },
  { ...julie, purpose: 'tracking', state: 'withdrawn' },
  { ...julie, channel: 'sms', state: 'pending', basis: 'consent', proof: { text: 'Oui.', source: 'Appel' } },
];

/** Pins questions and a text to a dashboard, and shares it. */
async function boardOf(
  ask: ReturnType<typeof asker>,
  questions: readonly string[],
): Promise<Pick<Filled, 'dashboard' | 'shared'>> {
  const { dashboard } = (await ask('dashboards.make', { title: 'Comité' })) as { dashboard: { id: string } };
  const { id } = dashboard;
  for (const question of questions) await ask('dashboards.pin', { id, tile: { kind: 'question', question } });
  await ask('dashboards.pin', { id, tile: { kind: 'text', text: 'Qui revient ?' } });
  const { path } = (await ask('dashboards.share', { id, name: 'Comité' })) as { path: string };
  return { dashboard: `/w/${slug}/dashboards/${id}`, shared: path };
}

/** Those who bought, once they are counted. @returns its id */
async function segmentOf(ask: ReturnType<typeof asker>): Promise<string> {
  const bought = {
    kind: 'did',
    match: { event: 'Order Completed' },
    amount: { kind: 'times', how: 'at_least', times: 1 },
  };
  const rule = { match: 'all', conditions: [bought] };
  const { segment } = (await ask('segments.create', { name: 'Acheteurs', rule })) as {
    segment: { id: string };
  };
  const { id } = segment;
  await until(async () => {
    const shown = (await ask('segments.show', { id })) as { segment: { size: number | null } };
    return shown.segment.size !== null;
  });
  return id;
}

/** A receipt, once it is sent. @returns its id */
async function messageOf(ask: ReturnType<typeof asker>): Promise<string> {
  const { message: id } = (await ask('messages.send', {
    id: 'julie',
    key: 'receipt-1',
    purpose: 'transactional',
    email: { subject: 'Votre reçu', text: 'Merci pour votre commande.' },
  })) as { message: string };
  await until(async () => {
    const { message } = (await ask('messages.show', { id })) as { message: { state: string } };
    return message.state === 'sent';
  });
  return id;
}

/** An ordinary map: every other step is measured, the others are told by hand. */
async function mapOf(ask: ReturnType<typeof asker>): Promise<string> {
  const stages = Array.from({ length: 6 }, (_, s) => ({
    id: `stage-${s}`,
    name: { fr: `Phase ${s + 1}`, en: `Stage ${s + 1}` },
    steps: Array.from({ length: 4 }, (_, i) => ({
      id: `step-${s}-${i}`,
      name: { fr: `Étape ${i + 1} du séjour`, en: `Step ${i + 1} of the stay` },
      matches: i % 2 === 0 ? [{ event: (s + i) % 4 === 0 ? 'Visit' : 'Order Completed' }] : [],
      channels: ['Site', 'Magasin'],
      emotion: { score: (i % 3) - 1, basis: 'declared' },
      note: { text: i % 2 === 1 ? 'On attend longtemps au comptoir le samedi matin.' : '', basis: 'assumed' },
      status: i === 3 ? 'fix' : null,
      owner: 'Accueil',
    })),
  }));
  const { map } = (await ask('journey-maps.create', { name: 'Le séjour', drawn: { stages } })) as {
    map: { id: string };
  };
  return map.id;
}

const at = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
const day = (days: number): string => at(days).slice(0, 10);

function lives(): object[] {
  const known = Array.from({ length: people }, (_, number) => (number === 0 ? 'julie' : `u${number}`));
  return known.flatMap((userId, number) => [
    {
      type: 'identify',
      userId,
      traits: {
        name: `Personne ${number}`,
        plan: number % 2 ? 'saison' : 'jour',
        email: `${userId}@exemple.fr`,
      },
      timestamp: at(-34),
    },
    ...(number < 5 ? [{ type: 'group', userId, groupId: 'hotel', traits: { name: 'Hôtel des Cimes' } }] : []),
    ...[-34, -27, -20, -13, -6]
      .slice(0, 1 + (number % 5))
      .map((days) => ({ type: 'track', userId, event: 'Visit', timestamp: at(days + (number % 6)) })),
    {
      type: 'track',
      userId,
      event: 'Order Completed',
      properties: { revenue: 20 + number, currency: 'EUR' },
      timestamp: at(-20),
    },
  ]);
}

/** Asks operations of a workspace as who is signed in. */
export function asker(house: Pick<RunningHouse, 'address'>, state: State, workspace = slug) {
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: house.address, 'x-perdure-workspace': workspace };
  return (operation: string, input: object): Promise<unknown> =>
    post(`${house.address}/api/ask/${operation}`, input, headers);
}

async function post(
  address: string,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('what was sent did not arrive within a minute');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
