import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { changesSaid } from './changes.ts';
import { ciLines, ways } from './ci.ts';
import { newEvent, newProperty, questionId, servedBy, valuesOf, whole } from './event-fields.ts';
import { readPlanSearch } from './search.ts';
import type { Difference, Event, Plan, Review, Status } from './shapes.ts';
import { countsOf, linesOf, narrowed, saidBefore, strangers, toComplete } from './standing.ts';

const why = { purpose: 'Savoir ce qui s’achète', owner: 'Léa', metric: 'Commandes' };
const event = (name: string, part: Partial<Event> = {}): Event => ({ ...newEvent(name), ...part });
const planOf = (...events: Event[]): Plan => ({
  rules: {
    unknownEvent: 'accept',
    missingProperty: 'accept',
    wrongType: 'accept',
    valueNotAllowed: 'accept',
    unplannedProperty: 'accept',
  },
  questions: [],
  events,
});
const status = (name: string, state: Status['state'], events = 0): Status => ({
  event: name,
  state,
  proposed: false,
  lastSeen: events > 0 ? '2026-11-20T10:00:00.000Z' : null,
  events,
  noticed: { flagged: 0, fixed: 0, quarantined: 0, refused: 0 },
  toDo: null,
});
const review = (name: string, overdue: boolean): Review => ({
  event: name,
  owner: 'Léa',
  everyDays: 180,
  lastOn: '2026-01-01',
  dueOn: '2026-06-30',
  daysOver: overdue ? 12 : 0,
  overdue,
});

describe('how the events of the plan stand', () => {
  const plan = planOf(
    event('order', { ...why, active: true }),
    event('refund', { ...why, active: true }),
    event('search', { ...why, active: true }),
    event('scroll'),
  );
  const statuses = [
    status('order', 'implemented', 40),
    status('refund', 'silent'),
    status('search', 'seen', 7),
    status('scroll', 'seen', 900),
    status('hover', 'seen', 3),
    status('zoom', 'seen', 30),
    status('$pageview', 'seen', 500),
  ];
  const reviews = [review('order', true), review('refund', false), review('search', true)];
  const lines = linesOf(plan, statuses, reviews);

  it('tells what is in force apart from what waits for approval and what is only proposed', () => {
    expect(lines.map(({ stand }) => stand)).toEqual(['implemented', 'silent', 'waiting', 'proposed']);
  });

  it('counts no review of what was never approved', () => {
    expect(lines.map(({ review: own }) => own?.overdue)).toEqual([true, false, undefined, undefined]);
    expect(countsOf(lines)).toEqual({ all: 4, silent: 1, overdue: 1, waiting: 1, proposed: 1 });
  });

  it('is narrowed by a state and by any word of an event', () => {
    const names = (...asked: Parameters<typeof narrowed>) =>
      narrowed(...asked).map((line) => line.event.name);
    expect(names(lines, 'overdue', '')).toEqual(['order']);
    expect(names(lines, 'all', ' commandes ')).toEqual(['order', 'refund', 'search']);
    expect(names(lines, 'silent', 'order')).toEqual([]);
  });

  it('tells what arrives without being in the plan, the most frequent first', () => {
    expect(strangers(plan, statuses).map((one) => one.event)).toEqual(['zoom', 'hover']);
  });

  it('asks first for the purpose of what arrives most, and never for what is collected', () => {
    const more = planOf(...plan.events, event('zoom'), event('left out', why));
    expect(toComplete(more, statuses).map(({ name }) => name)).toEqual(['scroll', 'zoom']);
  });

  it('offers the owners and figures that were said before, each once', () => {
    expect(saidBefore(plan)).toEqual({ owners: ['Léa'], metrics: ['Commandes'] });
  });
});

describe('an event as it is kept', () => {
  const properties = [
    { ...newProperty('plan_id'), active: true, owner: ' Ana ' },
    { ...newProperty('colour'), metric: '  ' },
  ];

  it('gives a collected property its own reasons for those it has none of, and a proposed one none', () => {
    const kept = whole(event(' order ', { ...why, active: true, properties }));
    expect(kept.name).toBe('order');
    expect(kept.properties).toMatchObject([
      { ...why, owner: 'Ana', active: true },
      { purpose: null, owner: null, metric: null, active: false },
    ]);
  });

  it('collects no property where only the action is kept', () => {
    const kept = whole(event('order', { ...why, granularity: 'action', properties }));
    expect(kept.properties.map(({ active }) => active)).toEqual([false, false]);
  });

  it('has its allowed values one a line, as numbers where its type is one', () => {
    expect(valuesOf(' basic \n\nplus', 'text')).toEqual(['basic', 'plus']);
    expect(valuesOf('12\n1,5', 'number')).toEqual([12, '1,5']); // the server says that 1,5 is no number
    expect(valuesOf(' \n', 'text')).toBeNull();
  });

  it('serves the questions that need it', () => {
    const needs = [{ event: 'order', properties: ['plan_id'] }];
    const plan = { ...planOf(), questions: [{ id: 'q', question: 'Q?', decision: '', needs }] };
    expect(servedBy(plan, 'order', null)).toHaveLength(1);
    expect(servedBy(plan, 'order', 'plan_id')).toHaveLength(1);
    expect(servedBy(plan, 'order', 'colour')).toHaveLength(0);
  });

  it('is part of questions with short names of their own', () => {
    expect(questionId('Quelle offre est abandonnée ?', new Set())).toBe('quelle-offre-est-abandonnee');
    expect(questionId('???', new Set(['question']))).toBe('question-2');
  });
});

describe('the differences of two plans', () => {
  const change = (part: Partial<Difference>): Difference => ({
    kind: 'changed',
    what: 'event',
    name: 'order',
    property: null,
    field: null,
    before: null,
    after: null,
    ...part,
  });
  const said = (language: 'fr' | 'en', ...changes: Difference[]) =>
    changesSaid(changes, { words: wordsOf(language), figures: figuresOf(language) }).map(
      ({ name, lines }) => [name, ...lines.map((line) => line.said)],
    );

  it('are told in words, event by event, never as fields of a file', () => {
    expect(
      said(
        'en',
        change({
          what: 'rule',
          name: 'unknownEvent',
          field: 'unknownEvent',
          before: '"accept"',
          after: '"flag"',
        }),
        change({ kind: 'added', after: '{"active":true,"name":"order"}' }),
        change({ name: 'refund', field: 'active', before: 'true', after: 'false' }),
        change({ name: 'refund', field: 'granularity', before: '"action"', after: '"context"' }),
        change({
          name: 'refund',
          field: 'review',
          before: '{"everyDays":180,"lastOn":null}',
          after: '{"everyDays":90,"lastOn":null}',
        }),
        change({
          name: 'refund',
          what: 'property',
          property: 'items',
          field: 'type',
          before: '"text"',
          after: '"integer"',
        }),
        change({ name: 'refund', what: 'property', property: 'items', field: 'values', before: '["a","b"]' }),
        change({ name: 'refund', what: 'property', property: 'note', kind: 'removed', before: '{}' }),
      ),
    ).toEqual([
      ['', 'An event that is not in the plan: Accept → Accept and flag'],
      ['order', 'new event, collected'],
      [
        'refund',
        'no longer collected, only proposed',
        'What is kept: The action alone → The action and its context',
        'Review: every 180 days → every 90 days',
        'property items: Type: text → whole number',
        'property items: Allowed values: nothing (was a and b)',
        'property note: removed',
      ],
    ]);
  });

  it('say a question by its words, and what it needs by names', () => {
    const question = { id: 'q', question: 'Qui part ?', decision: '', needs: [] };
    const needs = [
      { event: 'order', properties: ['plan_id', 'colour'] },
      { event: 'visit', properties: [] },
    ];
    expect(
      said(
        'fr',
        change({ what: 'question', name: 'q', kind: 'added', after: JSON.stringify(question) }),
        change({ what: 'question', name: 'p', field: 'needs', before: '[]', after: JSON.stringify(needs) }),
      ),
    ).toEqual([
      ['Qui part ?', 'nouvelle question'],
      ['p', 'Ce qu’il faut pour y répondre\u00a0: order (plan_id, colour) et visit'],
    ]);
  });
});

describe('the lines for a pipeline', () => {
  it('ask this address for the file, and never hold the key', () => {
    for (const way of ways.filter((one) => one !== 'command')) {
      const lines = ciLines(way, 'https://perdure.example', 'ski');
      expect(lines).toContain('https://perdure.example/api/ask/plan.file');
      expect(lines).toContain('PERDURE_KEY');
      expect(lines).not.toMatch(/pk_|undefined/);
    }
    expect(ciLines('command', 'https://perdure.example', 'ski')).toContain('--workspace ski');
  });
});

describe('the address of the page', () => {
  it('holds the part, the plan and the event that are looked at, and nothing else', () => {
    expect(readPlanSearch({ part: 'rules', which: 'approved', event: 'order', x: 1 })).toEqual({
      part: 'rules',
      which: 'approved',
      event: 'order',
    });
    expect(readPlanSearch({ part: 'elsewhere', which: 'draft', event: 5 })).toEqual({});
  });
});
