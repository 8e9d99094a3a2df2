import { describe, expect, it } from 'vitest';
import { landing } from './FirstPage.tsx';

const demo = { slug: 'demo-gym', demo: 'gym' };
const own = { slug: 'disques', demo: null };

describe('whoever signs in lands', () => {
  it('in the workspace read last, be it a demo', () => {
    expect(landing({ workspaces: [own, demo] }, 'demo-gym')).toBe('demo-gym');
  });

  it('in a workspace of their own rather than in a demo', () => {
    expect(landing({ workspaces: [demo, own] }, null)).toBe('disques');
    expect(landing({ workspaces: [demo, own] }, 'one-that-is-gone')).toBe('disques');
  });

  it('before a choice where there are only demos', () => {
    expect(landing({ workspaces: [demo] }, null)).toBeUndefined();
  });
});
