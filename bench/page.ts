// From the click on "Rétention" to the drawn grid, in Chromium, on the demo workspaces.
// node bench/page.ts [--repeats 9]   results: bench/results/page.md
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import buildPages from '../test/browser/build-pages.ts';
import { openChromium, openWindow } from '../test/browser/chromium.ts';
import { startHouse } from '../test/browser/running-house.ts';

const { values: told } = parseArgs({ options: { repeats: { type: 'string', default: '9' } } });
const repeats = Number(told.repeats);
const demos = ['demo-gym', 'demo-streaming', 'demo-b2b', 'demo-ski'] as const;

/** The first administrator's page, once the demos are there. */
async function signedIn(browser: Browser, link: string): Promise<Page> {
  const window = await openWindow(browser, { language: 'fr', theme: 'light', width: 1440 });
  const page = await window.newPage();
  await page.goto(link);
  await page.getByLabel('Votre nom').fill('Camille Durand');
  await page.getByLabel('Adresse e-mail').fill('camille@exemple.fr');
  await page.getByLabel(/Mot de passe/).fill('quatre mots sans rapport');
  await page.getByRole('button', { name: 'Créer le compte' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/setup'));
  const address = new URL(link).origin;
  for (const slug of demos) {
    while (
      (await page.goto(`${address}/w/${slug}`)) &&
      !(await page.getByRole('link', { name: 'Rétention', exact: true }).isVisible())
    )
      await page.waitForTimeout(2_000);
  }
  return page;
}

/** Milliseconds from the click until the last frame that changed the grid's cells. */
async function clickToDrawn(page: Page, address: string, slug: string): Promise<number> {
  await page.goto(`${address}/w/${slug}`);
  await page.getByRole('link', { name: 'Rétention', exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  const begun = performance.now();
  await page.getByRole('link', { name: 'Rétention', exact: true }).click();
  await page.locator('[data-place="0-1"]').first().waitFor();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  return performance.now() - begun;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  await buildPages();
  const [house, browser] = await Promise.all([startHouse({}, true), openChromium()]);
  try {
    const page = await signedIn(browser, house.signInLink);
    const lines: string[] = [];
    for (const slug of demos) {
      await clickToDrawn(page, house.address, slug); // warms
      const times: number[] = [];
      for (let i = 0; i < repeats; i += 1) times.push(await clickToDrawn(page, house.address, slug));
      const line = `| ${slug} | ${[Math.min(...times), median(times), Math.max(...times)].map(Math.round).join(' / ')} |`;
      console.log(line);
      lines.push(line);
    }
    report(lines);
  } finally {
    await browser.close();
    await house.stop();
  }
}

function report(lines: readonly string[]): void {
  const text = `# The retention page: from the click to the drawn grid

Milliseconds, min / median / max of ${repeats} clicks in Chromium on this machine, server and browser sharing ${cpus().length} cores;
load at the end ${loadavg()[0]?.toFixed(1)}. Wanted: less than 1,000.

| demo | ms |
|---|---|
${lines.join('\n')}
`;
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  writeFileSync(join(import.meta.dirname, 'results', 'page.md'), text);
}

await main();
