import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf, openChromium, openWindow } from './chromium.ts';
import { type RunningHouse, startHouse } from './running-house.ts';

const shared = process.env.PERDURE_SHARED ?? new URL('../../../shared', import.meta.url).pathname;
const cdnow = join(shared, 'data', 'cdnow', 'CDNOW_master.txt.gz');
const there = existsSync(cdnow);
if (!there) console.log('CDNOW is not at hand: the story of a new user is skipped (9 steps)');

const look = { language: 'fr', theme: 'light', width: 1440 } as const;

describe.skipIf(!there)('a new user, in French', () => {
  let house: RunningHouse;
  let browser: Browser;
  let window: BrowserContext;
  let page: Page;
  let complaints: string[];
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });

  beforeAll(async () => {
    [house, browser] = await Promise.all([startHouse(), openChromium()]);
    window = await openWindow(browser, look);
    await window.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.address });
    page = await window.newPage();
    page.setDefaultTimeout(45_000);
    complaints = complaintsOf(page);
  });

  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('signs in by the printed link and makes a workspace', async () => {
    await page.goto(house.signInLink);
    await page.getByLabel('Votre nom').fill('Camille Durand');
    await page.getByLabel('Adresse e-mail').fill('camille@exemple.fr');
    await page.getByLabel(/Mot de passe/).fill('quatre mots sans rapport');
    expect(page.url()).not.toContain('setup_');
    await button('Créer le compte').click();
    await page.getByLabel('Nom de la marque').fill('Disques du Nord');
    await button('Créer l’espace').click();
    await page.getByText('Clé d’accès (pour poser des questions par programme)').waitFor();
    await link('Ouvrir l’espace').click();
    await page.getByRole('heading', { name: 'Ici se lira comment se porte votre base' }).waitFor();
  });

  it('drops the CDNOW log and finds all of its 69,659 rows stored', async () => {
    await button('Données').click();
    await link('Imports').click();
    await page.setInputFiles('input[type=file]', cdnow);
    await page.getByText('Rien n’est encore enregistré.').waitFor();
    expect(await page.getByRole('combobox', { name: 'Client' }).inputValue()).toBe('customer_id');
    await button(/^Importer/).click();
    const stored = page.getByText(/lignes enregistrées/);
    await stored.waitFor({ timeout: 180_000 });
    expect(plain(await stored.innerText())).toContain('69 659 lignes enregistrées');
  });

  it('reads the sentence aloud, the verdict, and the grid: 23,570 customers, 7,846 of January', async () => {
    await link('Lire la rétention').click();
    await page.getByRole('table').first().waitFor();
    expect(plain(await page.getByRole('heading', { level: 2 }).first().innerText())).toBe(
      'Parmi les clients qui ont acheté pour la première fois entre janvier 1997 et juin 1998, combien achètent chaque mois, tous ensemble ?',
    );
    // 23,570 customers whose first purchases lie in the first quarter of 1997 (Fader and Hardie 2001).
    expect(plain(await page.getByRole('row').nth(1).innerText())).toMatch(/^Ensemble, pondéré 23 570/);
    expect(plain(await page.getByRole('row').nth(2).innerText())).toMatch(/^janvier 1997 7 846/);
    expect(await page.getByRole('status').first().innerText()).toMatch(/reviennent/);
  });

  it('walks through the grid with the arrow keys', async () => {
    await page.getByRole('button', { name: /^janvier 1997\s: 7/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const focused = () => page.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? ''");
    expect(plain(await focused())).toMatch(/^janvier 1997, Mois 1 : .* sur 7 846\.$/);
    await page.keyboard.press('ArrowDown');
    expect(plain(await focused())).toMatch(/^février 1997, Mois 1 : .* sur 8 476\.$/);
  });

  it('follows a month from cohort to cohort, and keeps it in the address', async () => {
    await page.getByRole('combobox', { name: 'Période suivie' }).click();
    await page.getByRole('option', { name: 'Mois 1', exact: true }).click();
    await page.getByText('Cette évolution en tableau').click();
    // 7,846 people first bought in January 1997; the same figure as in the grid, whose cell it opens.
    const january = page.getByRole('region', { name: 'D’une cohorte à l’autre' }).getByRole('row').nth(1);
    const inTrend = async () => plain(await january.getByRole('button').innerText());
    const cell = page.getByRole('button', { name: /^janvier 1997, Mois 1 :/ });
    const inGrid = plain((await cell.getAttribute('aria-label')) ?? '');
    // Until the answer is there, the table tells the month followed before.
    await expect
      .poll(async () => inGrid.includes(` ${await inTrend()} sur 7 846`), { timeout: 60_000 })
      .toBe(true);
    expect(page.url()).toContain('trend=1');
  });

  it('takes the numbers away as a table that a French spreadsheet opens', async () => {
    await button('Exporter').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /CSV/ }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFSérie;Cohorte;Clients;Période/);
    expect(lines.find((line) => line.includes('1997-01-01'))).toMatch(/^Ensemble;1997-01-01;7846;Mois 0;/);
  });

  it('compares two cohorts and reads a difference with its interval', async () => {
    await button('Comparer').click();
    const groups = page.getByRole('combobox', { name: 'Groupes' });
    await groups.click();
    await page.getByRole('option', { name: 'janvier 1997' }).click();
    await page.getByRole('option', { name: 'mars 1997' }).click();
    await page.getByRole('heading', { name: /janvier 1997 et mars 1997/ }).waitFor({ timeout: 30_000 });
    expect(plain(await page.getByRole('dialog').innerText())).toMatch(/Écart.*points/s);
    await page.getByRole('button', { name: 'Fermer' }).click();
  });

  it('opens the people of a cell: as many as it counts, and keeps them as a list', async () => {
    const cell = page.getByRole('button', { name: /^janvier 1997, Mois 1 :/ });
    const count = /(\d[\d\s]*) sur/.exec(plain((await cell.getAttribute('aria-label')) ?? ''))?.[1];
    await cell.click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(`${count} personnes`).waitFor();
    await drawer.getByRole('button', { name: 'Enregistrer comme liste' }).click();
    await drawer.getByLabel('Nom de la liste').fill('Revenus dès février');
    await drawer.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await link('Voir la liste').click();
    await page.getByRole('heading', { name: 'Revenus dès février' }).waitFor();
    await page
      .getByText(new RegExp(`${count?.replace(/\s/g, '\\s')} personnes`))
      .first()
      .waitFor();
  });

  it('shares the address: a fresh page shows the same answer', async () => {
    await page.goBack();
    await page.getByRole('table').first().waitFor();
    const shown = plain(await page.getByRole('row').nth(2).innerText());
    const fresh = await window.newPage();
    await fresh.goto(page.url());
    await fresh.getByRole('table').first().waitFor();
    expect(plain(await fresh.getByRole('row').nth(2).innerText())).toBe(shown);
    await fresh.close();
    expect(complaints).toEqual([]);
  });
});

/** Text with ordinary single spaces. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
