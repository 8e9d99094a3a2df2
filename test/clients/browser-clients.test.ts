import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '#src/events/intake/index.ts';
import { chromiumPath, leave, openShop, type Shop } from './browser.ts';
import { allReceived, type IntakeServer, key, openIntake, until } from './intake-server.ts';

/* The real browser clients in a real Chromium; the shop and intake are two origins. */

if (chromiumPath === undefined) {
  console.log(
    '11 checks of browser clients skipped: no Chromium (apt-get install chromium, or CHROMIUM_PATH)',
  );
}

let server: IntakeServer;
let shop: Shop;

describe.skipIf(chromiumPath === undefined)('in the browser', () => {
  beforeAll(async () => {
    server = await openIntake({}, true);
    shop = await openShop();
  });
  afterEach(async () => {
    await server.events();
  });
  afterAll(async () => {
    await shop.close();
    await server.close();
  });

  const posts = (path: string) =>
    server.requests.filter(({ method, url }) => method === 'POST' && url.startsWith(path));

  /** All that has arrived, once it holds these names. */
  async function arrived(...names: readonly string[]): Promise<Record<string, ReceivedEvent>> {
    const seen: Record<string, ReceivedEvent> = {};
    return until(async () => {
      for (const event of allReceived(await server.events())) seen[event.event] = event;
      return names.every((name) => name in seen) ? seen : undefined;
    });
  }

  async function arrivedTwice(name: string): Promise<ReceivedEvent[]> {
    const seen: ReceivedEvent[] = [];
    return until(async () => {
      seen.push(...allReceived(await server.events()).filter(({ event }) => event === name));
      return seen.length >= 2 ? seen : undefined;
    });
  }

  describe('@segment/analytics-next', () => {
    const page = (script: string, options = '{}') =>
      `<script src="/segment.js"></script><script>
        const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: '${key}', cdnURL: '${server.address}' }, ${options});
        ${script}
      </script>`;

    it('asks for its settings and sends each event on its own, first without a name, then with one', async () => {
      await shop.open(
        page(`(async () => {
          await analytics.track('Looked', { price: 12.5 });
          await analytics.page('Shop', 'Prices');
          await analytics.identify('julie', { plan: 'pro' });
          await analytics.track('Bought');
          await analytics.group('acme', { size: 3 });
          await analytics.alias('julie-2', 'julie');
        })()`),
      );
      const seen = await arrived('Looked', 'Page Viewed', 'Identify', 'Bought', 'Group', 'Alias');
      expect(seen).toMatchObject({
        Looked: { type: 'track', userId: null, properties: '{"price":12.5}', madeId: false },
        'Page Viewed': { type: 'page', userId: null },
        Identify: { userId: 'julie', traits: '{"plan":"pro"}', anonymousId: seen.Looked?.anonymousId },
        Bought: { userId: 'julie' },
        Group: { groupId: 'acme', traits: '{"size":3}' },
        Alias: { previousId: 'julie' }, // its userId is the identified person's, whatever alias was told
      });
      expect(seen.Looked?.sentAt).not.toBeNull();
      expect(seen.Looked?.userAgent).toMatch('Chrome');
      expect(JSON.parse(seen['Page Viewed']?.properties ?? '')).toMatchObject({
        name: 'Prices',
        category: 'Shop',
        title: 'Shop',
      });
      expect(posts('/v1/m')).toEqual([]); // it keeps no statistics about itself
    });

    it('comes again after 429, and after a lost answer under the same message id', async () => {
      server.failNext('/v1/t', [
        { status: 429, retryAfter: 1 },
        { status: 500, stored: true },
      ]);
      await shop.open(page(`analytics.track('Again')`));
      const [first, second] = await arrivedTwice('Again');
      expect(second?.messageId).toBe(first?.messageId);
    });

    it('sends its batch when the page is left', async () => {
      const batching = `{ integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 100, timeout: 60000 } } } } }`;
      const opened = await shop.open(
        page(
          `analytics.track('One'); analytics.track('Two').then(() => { document.title = 'sent'; })`,
          batching,
        ),
      );
      await opened.waitForFunction(`document.title === 'sent'`);
      expect(posts('/v1/b')).toEqual([]);
      await leave(opened);
      expect(await arrived('One', 'Two')).toMatchObject({ One: { madeId: false }, Two: { madeId: false } });
    });

    it('runs from the loader’s address, with what was called before it came', async () => {
      await shop.open(`<script>
        const queue = window.analytics = [];
        queue._cdn = '${server.address}';
        queue.push(['track', 'Queued']);
      </script>
      <script src="${server.address}/analytics.js/v1/${key}/analytics.min.js"></script>`);
      expect(await arrived('Queued')).toMatchObject({ Queued: { userId: null } });
    });
  });

  describe('@rudderstack/analytics-js', () => {
    const page = (script: string) =>
      `<script src="/rudder.js"></script><script>
        const client = new rudderanalytics.RudderAnalytics();
        client.load('${key}', '${server.address}', { configUrl: '${server.address}' });
        ${script}
      </script>`;

    it('asks for its source and sends each event on its own, with the sent time in a header', async () => {
      await shop.open(
        page(`client.track('Looked', { price: 12.5 });
          client.identify('julie', { plan: 'pro' });
          client.track('Bought');
          client.page('Shop', 'Prices');
          client.group('acme', { size: 3 });
          client.alias('julie-2', 'julie');`),
      );
      const seen = await arrived('Looked', 'Identify', 'Bought', 'Page Viewed', 'Group', 'Alias');
      expect(seen).toMatchObject({
        Looked: { userId: null, madeId: false },
        Identify: { userId: 'julie', traits: '{"plan":"pro"}', anonymousId: seen.Looked?.anonymousId },
        Bought: { userId: 'julie' },
        'Page Viewed': { type: 'page' },
        Group: { groupId: 'acme' },
        Alias: { userId: 'julie-2', previousId: 'julie' },
      });
      expect(JSON.parse(seen.Looked?.properties ?? '')).toMatchObject({ price: 12.5 });
      const header = posts('/v1/track')[0]?.headers.sentat;
      expect(header).toBeDefined();
      expect(seen.Looked?.sentAt).not.toBeNull();
    });

    it('comes again after 429, and after a lost answer under the same message id', async () => {
      server.failNext('/v1/track', [
        { status: 429, retryAfter: 1 },
        { status: 500, stored: true },
      ]);
      await shop.open(page(`client.track('Again')`));
      const [first, second] = await arrivedTwice('Again');
      expect(second?.messageId).toBe(first?.messageId);
    });
  });

  describe('posthog-js', () => {
    const page = (script: string, options = '') =>
      `<button>Buy</button><script type="module">
        import posthog from '/posthog.js';
        posthog.init('${key}', {
          api_host: '${server.address}', autocapture: false, opt_out_useragent_filter: true, ${options}
          loaded: () => { ${script} },
        });
        window.posthog = posthog;
      </script>`;

    it('before identify the browser speaks, after it the person; groups and traits arrive', async () => {
      await shop.open(
        page(`setTimeout(() => {
          posthog.capture('looked', { price: 12.5 });
          posthog.identify('julie', { plan: 'pro' }, { first: 'ad' });
          posthog.capture('bought');
          posthog.group('company', 'acme', { size: 3 });
          posthog.capture('invited');
        }, 1500)`),
      );
      const seen = await arrived('Page Viewed', 'looked', 'Identify', 'bought', 'Group', 'invited');
      const browser = seen.looked?.anonymousId;
      expect(browser).toMatch(/^[0-9a-f-]{36}$/);
      expect(seen).toMatchObject({
        'Page Viewed': { type: 'page', userId: null, anonymousId: browser },
        looked: { userId: null, madeId: false },
        Identify: { userId: 'julie', anonymousId: browser },
        bought: { userId: 'julie', anonymousId: null },
        Group: { userId: 'julie', groupId: 'acme', traits: '{"size":3}' },
        invited: { userId: 'julie', groupId: 'acme' },
      });
      expect(JSON.parse(seen.Identify?.traits ?? '')).toMatchObject({ plan: 'pro', $once: { first: 'ad' } });
      expect(seen.looked?.userAgent).toMatch('Chrome');
      expect(seen.looked?.originalTime).not.toBeNull();
    });

    it('sends what waits when the page is left', async () => {
      const opened = await shop.open(
        page(
          `document.title = 'ready'`,
          'capture_pageview: false, request_queue_config: { flush_interval_ms: 5000 },',
        ),
      );
      await opened.waitForFunction(`document.title === 'ready'`);
      await opened.evaluate(`posthog.capture('leaving')`);
      await leave(opened);
      expect(await arrived('leaving')).toMatchObject({ leaving: { userId: null } });
    });

    it('sends what waits when the page is left before it knows our settings', async () => {
      const opened = await shop.open(
        page(`document.title = 'ready'`, 'capture_pageview: false, advanced_disable_flags: true,'),
      );
      await opened.waitForFunction(`document.title === 'ready'`);
      await opened.evaluate(`posthog.capture('early')`);
      await leave(opened);
      expect(await arrived('early')).toMatchObject({ early: { userId: null } });
    });

    it('comes again after a lost answer, under the same uuid', async () => {
      server.failNext('/e/', [{ status: 500, stored: true }]);
      await shop.open(page(`posthog.capture('again')`, 'capture_pageview: false,'));
      const [first, second] = await arrivedTwice('again');
      expect(second?.messageId).toBe(first?.messageId);
    });

    it('runs from the array address, settings included', async () => {
      await shop.open(`<script>
        const posthog = window.posthog = [];
        posthog._i = [['${key}', { api_host: '${server.address}', autocapture: false, opt_out_useragent_filter: true }, 'posthog']];
        posthog.__SV = 1;
      </script>
      <script src="${server.address}/array/${key}/array.js"></script>`);
      expect(await arrived('Page Viewed')).toMatchObject({ 'Page Viewed': { type: 'page', userId: null } });
    });
  });

  it('no page complained, but for the answers that were made to fail', () => {
    expect(shop.complaints.filter((text) => !/^(429|500) /.test(text))).toEqual([]);
  });
});
