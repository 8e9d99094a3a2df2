import { describe, expect, it } from 'vitest';
import type { AcquisitionRow, AcquisitionTable, CountedShare } from '#src/insights/acquisition/index.ts';
import { cents } from '../../ui/cents.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { askOf, firstAcquisition, readAcquisitionSearch } from './search.ts';
import { drawnRows, type Saying, tableCsv } from './shape.ts';

const saying: Saying = { words: wordsOf('en'), figures: figuresOf('en') };
const share = (hits: number, total: number): CountedShare =>
  total === 0
    ? { hits, total, share: { known: false, why: 'too_few_customers' }, low: null, high: null }
    : { hits, total, share: { known: true, value: hits / total }, low: 0.01, high: 0.02 };
const row: AcquisitionRow = {
  campaign: { kind: 'value', value: 'contest' },
  channel: null,
  imported: true,
  impressions: 10_000,
  clicks: 150,
  ctr: share(150, 10_000),
  sends: null,
  replies: null,
  replyRate: share(0, 0),
  cost: { known: true, value: 20_000 },
  customers: 40,
  costPerCustomer: { known: true, value: 500 },
  stayed: share(4, 40),
  open: 0,
  value: null,
  mismatch: share(12, 40),
  enough: true,
  against: { ctr: null, replyRate: null, stayed: null },
  flag: 'best_clicks_worst_stay',
  words: null,
};

describe('the address of a question about campaigns', () => {
  it('holds the whole question', () => {
    const address = {
      start: { event: 'sign up' },
      from: '2026-01-01',
      to: '2026-06-30',
      campaign: { by: 'first_property', name: 'utm_campaign' },
      channel: { by: 'trait', name: 'channel' },
      by: 'both',
      stay: { from: 30, to: 60, match: { event: 'visit' } },
      value: { match: { event: 'Order Completed' }, property: 'revenue' },
      mismatch: { days: 14, match: { event: 'cancelled' } },
    };
    expect(askOf(readAcquisitionSearch(address))).toEqual(address);
    expect(
      askOf(readAcquisitionSearch({ ...address, campaign: 5, channel: null, from: 'x' })),
    ).toBeUndefined();
  });

  it('begins with what is called a campaign or a channel, never with what only tells who somebody is', () => {
    const known = {
      events: [{ event: 'Signed Up', count: 5 }],
      span: { first: '2025-01-10', last: '2026-03-05' },
      traits: ['city', 'Canal'],
      propertiesOf: (event: string | null) => (event === null ? ['utm_campaign', 'plan'] : ['plan']),
    };
    expect(firstAcquisition(known)).toEqual({
      start: { event: 'Signed Up' },
      from: '2025-04-01',
      to: '2026-03-05',
      stay: { match: { event: null }, from: 60, to: 90 },
      campaign: { by: 'first_property', name: 'utm_campaign' },
      channel: { by: 'trait', name: 'Canal' },
    });
    const of = (traits: string[], properties: string[] = []) => {
      const { campaign, channel, by } = firstAcquisition({
        ...known,
        traits,
        propertiesOf: () => properties,
      });
      return { campaign, channel, by };
    };
    expect(of(['city', 'acquisitionChannel'])).toEqual({
      by: 'channel',
      campaign: undefined,
      channel: { by: 'trait', name: 'acquisitionChannel' },
    });
    const linked = of([], ['source', 'utm_source', 'utmCampaign']);
    expect(linked.campaign).toEqual({ by: 'start_property', name: 'utmCampaign' });
    expect(linked.channel).toEqual({ by: 'start_property', name: 'utm_source' });
    // By what a campaign was sent, or under which number, is no person.
    expect(of(['email_campaign'])).toMatchObject({ campaign: { by: 'trait', name: 'email_campaign' } });
    expect(of([], ['campaignId'])).toMatchObject({ campaign: { by: 'start_property', name: 'campaignId' } });
    expect(of([], ['campaign_id', 'campaign_name'])).toMatchObject({ campaign: { name: 'campaign_name' } });
    expect(of(['campaign_url'])).toMatchObject({ campaign: undefined });
    const nothing = of(['email', 'source_id', 'channel_email', 'resource', 'name'], ['referrer_source']);
    expect(nothing).toEqual({ by: 'channel', campaign: undefined, channel: undefined });
    expect(askOf(firstAcquisition({ ...known, traits: ['email'], propertiesOf: () => [] }))).toBeUndefined();
  });
});

describe('a campaign as it is drawn', () => {
  it('has what attracts above what keeps, each on its own scale, and needs attention where it is flagged', () => {
    const [drawn] = drawnRows({ rows: [row] }, saying);
    expect(drawn).toMatchObject({ name: 'contest', alert: true });
    expect(drawn?.bars.map(({ id, text, scale }) => [id, text, scale])).toEqual([
      ['ctr', '1.5% click', 'ctr'],
      ['stayed', '10% stay', 'stayed'],
    ]);
  });

  it('is in a file in the units that its head names, whatever their smallest ones', () => {
    const table = (currency: string): AcquisitionTable => ({
      ...({} as AcquisitionTable),
      rows: [{ ...row, cost: { known: true, value: 20_050 } }],
      total: row,
      currency,
    });
    const [head, first] = tableCsv(table('EUR'), wordsOf('fr'));
    const at = head?.indexOf('Coût (EUR)') ?? -1;
    expect([first?.[at], first?.[at + 2]]).toEqual([200.5, 5]);
    expect(tableCsv(table('XOF'), wordsOf('fr'))[1]?.[at]).toBe(20_050);
    expect(tableCsv(table('TND'), wordsOf('fr'))[1]?.[at]).toBe(20.05);
  });

  it('costs what people write: 5 € from 500 cents, yen without any', () => {
    expect(cents(500, 'EUR', saying.figures)).toBe('€5.00');
    expect(cents(123_456, 'EUR', saying.figures)).toBe('€1,235');
    expect(cents(500, 'JPY', saying.figures)).toBe('JP¥500');
    expect(cents(50_000, 'HUF', saying.figures)).toBe('HUF\u00a0500.00'); // kept by ISO 4217, in fillér
  });
});
