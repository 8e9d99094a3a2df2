import { describe, expect, it } from 'vitest';
import { posthog } from './decode.test-data.ts';

describe('PostHog’s words', () => {
  it('before identify a browser’s events are its own: posthog-js says so with $is_identified', () => {
    const before = posthog({ event: 'x', properties: { $is_identified: false, $device_id: 'd' } });
    expect(before).toMatchObject({ userId: null, anonymousId: 'd' });
    const after = posthog({
      event: 'x',
      properties: { $is_identified: true, $device_id: 'other', $process_person_profile: true },
    });
    expect(after).toMatchObject({ userId: 'd', anonymousId: null });
  });

  it.each([
    ['no person is processed', { $process_person_profile: false }],
    ['the id is the device’s', { $device_id: 'd' }],
  ])('an id is anonymous where %s', (_name, properties) => {
    expect(posthog({ event: 'x', properties })).toMatchObject({ userId: null, anonymousId: 'd' });
  });

  it('a server’s id is a person’s', () => {
    expect(posthog({ event: 'x', properties: { $lib: 'posthog-node', $lib_version: '5' } })).toMatchObject({
      userId: 'd',
      anonymousId: null,
      context: '{"library":{"name":"posthog-node","version":"5"}}',
    });
  });

  it('$identify links the browser to the person and sets traits, once and always', () => {
    const event = posthog({
      event: '$identify',
      properties: {
        $anon_distinct_id: 'browser',
        $set: { plan: 'pro' },
        $set_once: { first: 'ad' },
        $is_identified: true,
      },
    });
    expect(event).toMatchObject({ type: 'identify', event: 'Identify', userId: 'd', anonymousId: 'browser' });
    expect(JSON.parse(event.traits)).toEqual({ plan: 'pro', $once: { first: 'ad' } });
  });

  it('$set beside any event is traits, not a property; $unset sets null', () => {
    const event = posthog({
      event: 'bought',
      $set: { plan: 'pro' },
      properties: { $set: { city: 'Lyon' }, $unset: ['old'], price: 3, token: 'k' },
    });
    expect(event).toMatchObject({ type: 'track', event: 'bought', properties: '{"price":3}' });
    expect(JSON.parse(event.traits)).toEqual({ old: null, city: 'Lyon', plan: 'pro' });
  });

  it('an alias joins two ids; from a browser not yet identified it is an identify', () => {
    expect(posthog({ event: '$create_alias', properties: { alias: 'other' } })).toMatchObject({
      type: 'alias',
      userId: 'd',
      previousId: 'other',
    });
    expect(
      posthog({ event: '$create_alias', properties: { alias: 'julie', $is_identified: false } }),
    ).toMatchObject({
      type: 'identify',
      event: 'Identify',
      userId: 'julie',
      anonymousId: 'd',
    });
  });

  it('a group names the account, with or without a person', () => {
    const properties = { $group_type: 'company', $group_key: 'acme', $group_set: { size: 3 } };
    expect(posthog({ event: '$groupidentify', properties })).toMatchObject({
      type: 'group',
      userId: 'd',
      groupId: 'acme',
      traits: '{"size":3}',
    });
    expect(posthog({ event: '$groupidentify', distinct_id: '$company_acme', properties })).toMatchObject({
      userId: null,
      anonymousId: null,
      groupId: 'acme',
    });
  });

  it('an event’s account is its company, else the first group', () => {
    expect(posthog({ event: 'x', properties: { $groups: { team: 't', company: 'acme' } } }).groupId).toBe(
      'acme',
    );
    expect(posthog({ event: 'x', properties: { $groups: { team: 't' } } }).groupId).toBe('t');
  });

  it('pages and screens', () => {
    expect(posthog({ event: '$pageview' })).toMatchObject({ type: 'page', event: 'Page Viewed' });
    expect(posthog({ event: '$screen' })).toMatchObject({ type: 'screen', event: 'Screen Viewed' });
    expect(posthog({ event: '$pageleave' })).toMatchObject({ type: 'track', event: '$pageleave' });
  });
});
