import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];
/** With what a browser of tests starts: nothing shown, nothing fetched of its own accord. */
export const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens the system's Chromium.
 *
 * @throws Error that says how to get one, where none is found
 */
export async function openChromium(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? usual.find((place) => existsSync(place));
  if (path === undefined) {
    throw new Error('no Chromium here: install it (apt-get install chromium) or set CHROMIUM_PATH');
  }
  return chromium.launch({ executablePath: path, args: quiet });
}

/** How a page is looked at. */
export interface Look {
  readonly language: 'fr' | 'en';
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

export const looks: readonly Look[] = (['fr', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => [1440, 390].map((width) => ({ language, theme, width }))),
);

/** A browser window of its own; `state` carries a signed-in session. */
export async function openWindow(
  browser: Browser,
  look: Look,
  state?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    locale: look.language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    ...(state === undefined ? {} : { storageState: state }),
  });
  await context.addInitScript(
    ([language, theme]) => {
      try {
        localStorage.setItem('perdure-language', language ?? 'fr');
        localStorage.setItem('mantine-color-scheme-value', theme ?? 'light');
      } catch {
        // a frame without an origin keeps nothing
      }
    },
    [look.language, look.theme],
  );
  return context;
}

/** Collects what a page complains of: faults, refused scripts and styles, failed requests. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(`fault: ${fault.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('response', async (response) => {
    if (response.status() < 500) return;
    const told = await response.text().catch(() => 'a body that could not be read');
    complaints.push(`${response.status()} of ${response.url()}: ${told}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1')
      complaints.push(`foreign host: ${request.url()}`);
  });
  return complaints;
}
