import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

const axePath = createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js');
const axe = readFileSync(axePath, 'utf8');

/**
 * What axe finds serious or critical on a page, by all of its rules.
 *
 * Run in the page itself; the builder opens one more page each time, to join what frames tell. The only frames are those of
 * mails: without scripts, so that nothing can be run in them, and as their senders wrote them.
 */
export async function seriousOf(page: Page): Promise<string[]> {
  if ((await page.locator('iframe:not([sandbox=""])').count()) > 0)
    throw new Error(`${page.url()} holds frames, which are not looked into`);
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(`${axe};undefined`);
  const violations = await page.evaluate<Violations>(
    "axe.run(document, { resultTypes: ['violations'], iframes: false }).then(({ violations }) => violations)",
  );
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
