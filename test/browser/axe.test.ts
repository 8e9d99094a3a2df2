import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf, looks, openChromium, openWindow } from './chromium.ts';
import { fillWorkspace, signUp, slug } from './filled-workspace.ts';
import { type RunningHouse, startHouse } from './running-house.ts';

const outside = ['/sign-in', '/forgot', '/no-such-page'];
const inside = [
  '',
  '/retention',
  '/survival',
  '/people',
  '/people/julie',
  '/lists',
  '/sources',
  '/imports',
  '/set-aside',
  '/settings/workspace',
  '/settings/users',
  '/settings/keys',
  '/settings/audit',
  '/settings/security',
].map((page) => `/w/${slug}${page}`);

let house: RunningHouse;
let browser: Browser;
let state: Awaited<ReturnType<BrowserContext['storageState']>>;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openChromium()]);
  state = await signUp(browser, house);
  await fillWorkspace(house, state);
});

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

describe.each(looks)('pages in $language, $theme, $width px', (look) => {
  it('have no serious accessibility finding, no fault, no foreign host, no sideways scroll', async () => {
    const signedOut = await openWindow(browser, look);
    const signedIn = await openWindow(browser, look, state);
    const found = [...(await findings(signedOut, outside)), ...(await findings(signedIn, inside))];
    await Promise.all([signedOut.close(), signedIn.close()]);
    expect(found).toEqual([]);
  });
});

async function findings(window: BrowserContext, addresses: readonly string[]): Promise<string[]> {
  const page = await window.newPage();
  const complaints = complaintsOf(page);
  const found: string[] = [];
  for (const address of addresses) {
    await page.goto(`${house.address}${address}`);
    await settled(page);
    found.push(...(await seriousOf(page)).map((finding) => `${address}: ${finding}`));
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
      found.push(`${address}: wider than the window`);
  }
  return [...found, ...complaints];
}

/** Waits until nothing is asked any more and the skeletons are gone. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 30_000 });
  await page.waitForTimeout(150);
}

async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(
          ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 240) ?? ''}`,
        ),
    );
}
