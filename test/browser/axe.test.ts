import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOf } from './accessibility.ts';
import { looks, openChromium, openWindow } from './chromium.ts';
import { type Filled, fillWorkspace, signUp, slug } from './filled-workspace.ts';
import { type RunningHouse, startHouse } from './running-house.ts';
import { everyday, findings, load, settled, wayThrough } from './walk.ts';

const outside = ['/sign-in', '/forgot', '/no-such-page'];
const inside = [
  '',
  '/retention',
  '/lifecycle',
  '/funnels',
  '/step-failure',
  '/aha',
  '/aha/moments',
  '/habit',
  '/time-to-value',
  '/paths',
  '/journey-map',
  '/compare',
  '/adoption',
  '/acquisition',
  '/aarrr',
  '/stickiness',
  '/sought',
  '/value',
  '/survival',
  '/contract-retention',
  '/seasons',
  '/missions',
  '/signup-seasons',
  '/revenue',
  '/people',
  '/health',
  '/people/julie',
  '/phases',
  '/accounts',
  '/offers',
  '/segments',
  '/segments/edit',
  '/lists',
  '/goals',
  '/promises',
  '/milestones',
  '/messages',
  '/notes',
  '/dashboards',
  '/sources',
  '/imports',
  '/plan',
  '/set-aside',
  '/settings/workspace',
  '/settings/users',
  '/settings/keys',
  '/settings/traffic',
  '/settings/contact-rules',
  '/settings/sender',
  '/settings/suppressions',
  '/settings/erasures',
  '/settings/audit',
  '/settings/security',
].map((page) => `/w/${slug}${page}`);

let house: RunningHouse;
let browser: Browser;
let filled: Filled;
let state: Awaited<ReturnType<BrowserContext['storageState']>>;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openChromium()]);
  state = await signUp(browser, house);
  filled = await fillWorkspace(house, state);
});

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const long = process.env.PERDURE_LONG !== undefined;

describe.concurrent.each(long ? looks : everyday)('pages in $language, $theme, $width px', (look) => {
  it('have no serious accessibility finding, no fault, no foreign host, no sideways scroll', async () => {
    const signedOut = await openWindow(browser, look);
    const signedIn = await openWindow(browser, look, state);
    const found = [
      ...(await findings(signedOut, [...outside, filled.shared], load(house))),
      ...(await findings(
        signedIn,
        [...inside, filled.dashboard, filled.map, filled.account, filled.segment, filled.message],
        wayThrough(look, house),
      )),
    ];
    await Promise.all([signedOut.close(), signedIn.close()]);
    expect(found).toEqual([]);
  });
});

/** Each of what opens is looked at in one of the two looks, in turn; in both with PERDURE_LONG. */
describe.concurrent.each(
  looks.filter(({ language, theme, width }) => language === 'fr' && (theme === 'light') === (width === 1440)),
)('what opens over a page in $theme, $width px', (look) => {
  it('has no serious accessibility finding', async () => {
    const window = await openWindow(browser, look, state);
    const page = await window.newPage();
    const found: string[] = [];
    const own = opened.filter((_, at) => long || (at % 2 === 0) === (look.theme === 'light'));
    for (const [address, open] of own) {
      await page.goto(`${house.address}/w/${slug}${address}`);
      await settled(page);
      await open(page);
      await page.waitForTimeout(300);
      found.push(...(await seriousOf(page)).map((finding) => `${address}, ${open.name}: ${finding}`));
    }
    await window.close();
    expect(found).toEqual([]);
  });
});

describe('an address of which a part cannot be read', () => {
  it('shows its page without that part, and says which it was', async () => {
    const window = await openWindow(browser, { language: 'fr', theme: 'light', width: 1440 }, state);
    const page = await window.newPage();
    for (const [address, part] of [
      ['/lifecycle?from=2026-13-45&to=2026-06-30', 'la date de début'],
      ['/funnels?steps={}{', 'les étapes'],
      ['/paths?anchor=7', 'l’événement suivi'],
      ['/habit?weeks=abc', 'les semaines'],
      ['/people?people=[{"kind":"trait","trait":"ville","how":"boo"}]', 'les personnes'],
    ] as const) {
      await page.goto(`${house.address}/w/${slug}${address}`);
      await settled(page);
      expect(await page.getByRole('note').innerText()).toContain(part);
      expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    }
    await window.close();
  });
});

describe('a journey map', () => {
  it('is moved by keyboard, undone, saved as a version, and printed on one sheet of A3', async () => {
    const window = await openWindow(browser, { language: 'fr', theme: 'dark', width: 1440 }, state);
    const page = await window.newPage();
    await page.goto(`${house.address}${filled.map}`);
    await settled(page);
    const save = page.getByRole('button', { name: 'Enregistrer la version' });
    await page.locator('#step-step-0-0').press('Alt+ArrowDown');
    await save.waitFor();
    await page.keyboard.press('Control+z');
    await save.waitFor({ state: 'detached' });
    await page.locator('#step-step-0-0').press('Enter');
    await page.getByRole('dialog').getByText('Y sont venus').waitFor();
    expect(await seriousOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('#step-step-0-0').press('Alt+ArrowRight');
    await save.click();
    await page.getByText('Version 2 enregistrée.').waitFor();
    await settled(page);
    expect(await seriousOf(page)).toEqual([]); // with the notice
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await window.close();
    expect(sheets.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
    // A3 is 297 by 420 mm: 842 by 1,191 points.
    expect(sheets).toMatch(/\/MediaBox\s*\[0 0 119\d(\.\d+)? 84[12](\.\d+)?\]/);
  });
});

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** Drawers, menus and forms, each with how it is opened. */
const opened: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  [
    '/retention',
    async function people(page) {
      await page.locator('[data-place="0-0"]').click();
      await page
        .getByRole('dialog')
        .getByText(/personne/)
        .first()
        .waitFor();
    },
  ],
  [
    '/retention',
    async function compare(page) {
      await press(page, 'Comparer');
      await page.getByText('Choisissez au moins deux groupes.').waitFor();
    },
  ],
  ['/retention', (page) => press(page, 'Affiner')],
  ['/retention', (page) => press(page, /^Événement de départ/)],
  ['/retention', (page) => press(page, /^Dates d’entrée/)],
  ['/retention', (page) => press(page, 'Questions enregistrées')],
  ['/retention', (page) => page.getByText('Les mêmes chiffres en tableau').click()],
  ['/lifecycle', (page) => press(page, 'Exporter')],
  [
    '/lifecycle',
    async function groups(page) {
      await page.getByRole('link', { name: 'Comparer' }).click();
      await page.getByRole('dialog').getByText('Valeurs d’un trait', { exact: true }).waitFor();
    },
  ],
  [
    '/value',
    async function user(page) {
      const menu = page.getByRole('button', { name: 'Ouvrir le menu' });
      if (await menu.isVisible()) await menu.click(); // narrow
      await press(page, /Camille/);
    },
  ],
  ['', (page) => page.keyboard.press('Control+K')],
  ['/settings/users', (page) => press(page, 'Inviter')],
  ['/settings/keys', (page) => press(page, 'Créer une clé')],
  ['/plan', (page) => page.getByRole('link', { name: 'Order Completed' }).click()],
  ['/retention?trend=2', (page) => page.getByText('Cette évolution en tableau').click()],
  [
    '/people',
    async function valuesOfATrait(page) {
      await press(page, 'Conditions sur les traits');
      await press(page, 'Ajouter une condition');
      await page.getByPlaceholder('Trait').fill('plan');
      await page.getByPlaceholder('Valeurs').click();
      await page.getByRole('option', { name: /saison/ }).waitFor();
    },
  ],
  ['/settings/suppressions', (page) => press(page, 'Bloquer une adresse')],
  ['/settings/traffic', (page) => page.getByLabel('Domaine d’e-mail').last().fill('exemple.fr')],
  ['/sources', (page) => page.getByRole('tab', { name: 'Envoyer votre premier événement' }).click()],
];
