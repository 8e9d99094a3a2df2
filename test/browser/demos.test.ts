import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looks, openChromium, openWindow } from './chromium.ts';
import { demoAddresses } from './demo-addresses.ts';
import { type State, signUpToDemos } from './filled-workspace.ts';
import { type RunningHouse, startHouse } from './running-house.ts';
import { everyday, findings, wayThrough } from './walk.ts';

let house: RunningHouse;
let browser: Browser;
let state: State;
let addresses: readonly string[];

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse({}, true), openChromium()]);
  state = await signUpToDemos(browser, house);
  addresses = await demoAddresses(house, state);
}, 700_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

const long = process.env.PERDURE_LONG !== undefined;

/** Each language and theme is looked at; every combination with the widths with PERDURE_LONG. */
describe.concurrent.each(long ? looks : everyday)('the demos in $language, $theme, $width px', (look) => {
  it('have no serious accessibility finding, no fault, no sideways scroll on pages full of lives', async () => {
    const window = await openWindow(browser, look, state);
    const found = await findings(window, addresses, wayThrough(look, house));
    await window.close();
    expect(found).toEqual([]);
  }, 900_000);
});
