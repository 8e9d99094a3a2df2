/** A piece of code that sends one purchase, with the real address and key. */
export interface Snippet {
  readonly name: 'browser' | 'node' | 'curl';
  readonly code: string;
}

/**
 * The same purchase sent three ways. The clients are Segment's own, unchanged.
 *
 * @param address where events are taken, such as `https://perdure.example`
 */
export function snippets(address: string, writeKey: string): readonly Snippet[] {
  const { host, protocol } = new URL(address);
  const scheme = protocol.replace(':', '');
  return [
    {
      name: 'browser',
      code: `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${address}' },
  { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${scheme}' } } },
);
analytics.identify('julie', { email: 'julie@exemple.fr' });
analytics.track('Order Completed', { orderId: '1', revenue: 42.5, currency: 'EUR' });`,
    },
    {
      name: 'node',
      code: `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${address}' });
analytics.track({
  userId: 'julie',
  event: 'Order Completed',
  properties: { orderId: '1', revenue: 42.5, currency: 'EUR' },
});
await analytics.closeAndFlush();`,
    },
    {
      name: 'curl',
      code: `curl ${address}/v1/track \\
  -u ${writeKey}: \\
  -H 'content-type: application/json' \\
  -d '{"userId":"julie","event":"Order Completed","properties":{"orderId":"1","revenue":42.5,"currency":"EUR"}}'`,
    },
  ];
}
