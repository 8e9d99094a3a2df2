import { describe, expect, it } from 'vitest';
import { askOf, firstSought, readOpen, readSoughtSearch } from './search.ts';

const span = { first: '2026-03-01', last: '2026-04-20' };

describe('a question about what is sought and not found', () => {
  it('is held by its address', () => {
    const address = {
      search: [{ event: 'Search', where: [{ property: 'kind', how: 'set' }] }],
      value: [],
      gapMinutes: 45,
      period: 'day',
      from: '2026-04-01',
      to: '2026-04-20',
    };
    expect(askOf(readSoughtSearch(address))).toEqual(address);
    expect(askOf({ from: '2026-04-01', to: '2026-04-20' })).toBeUndefined();
  });

  it('begins with searches where there are some, and with what is most likely worth them', () => {
    const events = ['Page Viewed', 'Watched', 'Recherche', 'Identify'].map((event) => ({ event, count: 1 }));
    const { search, value } = firstSought({ events, span });
    expect([search, value]).toEqual([[{ event: 'Recherche' }], [{ event: 'Watched' }]]);
  });

  it('asks nothing by itself where nothing is called a search: being there is no search', () => {
    const events = ['Connexion', 'Identify', 'Rapport'].map((event) => ({ event, count: 1 }));
    const first = firstSought({ events, span });
    expect([first.search, first.value]).toEqual([undefined, [{ event: 'Rapport' }]]);
    expect(askOf(first)).toBeUndefined();
    expect(askOf({ ...first, search: [{ event: 'Rapport' }] })).toBeDefined();
  });

  it('opens the people of a period or of all dates', () => {
    expect(readOpen('all/not_found')).toEqual({ period: null, which: 'not_found' });
    expect(readOpen('2026-04-01/open')).toEqual({ period: '2026-04-01', which: 'open' });
    expect(readOpen('yesterday/open')).toBeUndefined();
  });
});
