import { describe, expect, it } from 'vitest';
import { groupAt, placeAt } from './places.ts';

describe('the group of a page', () => {
  it('is that of its entry, also for pages below it, under the slug of any workspace', () => {
    expect(groupAt('/w/shop/plan')).toBe('shell.data');
    expect(groupAt('/w/shop/aha/moments/aha_1')).toBe('shell.understand');
    expect(groupAt('/w/plan/settings/users')).toBe('shell.settings');
    expect(groupAt('/w/shop/people/7/')).toBe('shell.customers');
  });

  it('is none for what stands alone or is called nearly so', () => {
    for (const address of ['/w/shop', '/w/shop/', '/w/shop/dashboards/d_1', '/w/shop/planning'])
      expect(groupAt(address), address).toBeNull();
  });
});

it('names the entry of a page, also of one below it and of an address with names in place of values', () => {
  expect(placeAt('/w/$slug/journey-map/$id')).toBe('shell.journey-map');
  expect(placeAt('/w/$slug/aha/moments/$id')).toBe('shell.aha');
  expect(placeAt('/w/shop/sought')).toBe('shell.sought');
  expect(placeAt('/w/shop/planning')).toBeNull();
});
