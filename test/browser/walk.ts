import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../faults/server-process.ts';
import { seriousOf } from './accessibility.ts';
import { complaintsOf, type Look, looks } from './chromium.ts';
import type { RunningHouse } from './running-house.ts';

/** Each language, theme and width once, side by side. */
export const everyday = looks.filter(({ language, theme, width }) =>
  language === 'fr' ? theme === 'light' && width === 1440 : theme === 'dark' && width === 390,
);

type Where = Pick<RunningHouse, 'address'>;

/** How a walk comes to the next page. */
export type Way = (page: Page, address: string) => Promise<unknown>;

/** By its address. */
export const load =
  (house: Where): Way =>
  (page, address) =>
    page.goto(`${house.address}${address}`);

/** By a link within the pages that are open: what stood there is left once the new title has come, in a place of its own or not. */
const follow: Way = async (page, address) => {
  const before = await page.evaluate<string>(
    "(document.querySelector('h1').dataset.left = '', document.querySelector('h1').textContent)",
  );
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(address)})`);
  const gone = `(() => {
    const heading = document.querySelector('h1');
    return heading !== null && (heading.dataset.left === undefined || heading.textContent !== ${JSON.stringify(before)});
  })()`;
  await until(() => page.evaluate<boolean>(gone)); // pages refuse to evaluate text by themselves
};

/** Wide, each page is loaded by its address; narrow, all but the first are come to by links, as people do. */
export const wayThrough = ({ width }: Look, house: Where): Way =>
  width === 1440
    ? load(house)
    : (page, address) => (page.url() === 'about:blank' ? load(house) : follow)(page, address);

/** What is wrong with pages, one after the other: serious findings, faults, foreign hosts, a sideways scroll. */
export async function findings(
  window: BrowserContext,
  addresses: readonly string[],
  come: Way,
): Promise<string[]> {
  const page = await window.newPage();
  const complaints = complaintsOf(page);
  const found: string[] = [];
  for (const address of addresses) {
    await come(page, address);
    await settled(page);
    found.push(...(await seriousOf(page)).map((finding) => `${address}: ${finding}`));
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
      found.push(`${address}: wider than the window`);
  }
  return [...found, ...complaints];
}

/** Waits until nothing is asked any more and the skeletons are gone: an answer may lead to the next question. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const busy = page.locator('[aria-busy="true"]');
  do {
    await busy.first().waitFor({ state: 'detached', timeout: 60_000 });
    await page.waitForTimeout(250);
  } while ((await busy.count()) > 0);
}
