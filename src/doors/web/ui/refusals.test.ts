import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { wordsOf } from '../words/index.ts';
import { mended } from './mend.ts';
import { saidOf } from './said.ts';

const fr = wordsOf('fr');
const refused = (code: string, details: { field?: string; expected?: string; got?: unknown }) =>
  saidOf(new Problem({ status: 400, code, ...details }), fr).replaceAll(/[\u00a0\u202f]/g, ' ');

describe('what the server refused', () => {
  it('is said with the near name', () => {
    const expected = 'the name of an event; perhaps “Inscription” is meant';
    expect(refused('insights.unknown_event', { field: 'start.event', expected, got: 'Inscripton' })).toMatch(
      /« Inscripton » ici\..* Peut-être « Inscription » \?$/,
    );
  });

  it('is said with the names that there are, where none is near', () => {
    const expected = 'a property of Visit; there are “club”, “minutes”, and 3 more';
    expect(refused('insights.unknown_property', { expected, got: 'x' })).toMatch(
      /Il y a ici : club, minutes et 3 autres\.$/,
    );
  });

  it('is said in the words of the page: which part, what was expected, what came', () => {
    const said = refused('access.invalid_input', {
      field: 'window.amount',
      expected: 'Too small: expected number to be >=1',
      got: 0,
    });
    expect(said).toContain('Une valeur n’est pas recevable : la durée. Attendu : au moins 1. Reçu : « 0 ».');
    const beyond = (expected: string) =>
      refused('access.invalid_input', { field: 'window.amount', expected });
    expect(beyond('Too small: expected number to be >5')).toContain('Attendu : plus de 5.');
    expect(beyond('Too big: expected number to be <5')).toContain('Attendu : moins de 5.');
    expect(refused('access.invalid_input', { field: 'steps[2].event', expected: 'Invalid input' })).toContain(
      'recevable : les étapes, n° 3. Rien',
    );
  });

  it('is still told, of a code that has no words, with what was expected and what came', () => {
    const said = refused('later.unheard_of', { expected: 'a day that is over', got: '2031-01-01' });
    expect(said).toContain('Attendu : « a day that is over » (en anglais). Reçu : « 2031-01-01 ».');
    expect(refused('later.unheard_of', {})).toContain('Rien n’a été modifié. Si cela revient');
  });
});

describe('one name in the place of another', () => {
  const where = [{ property: 'canal', how: 'is', values: ['cannal'] }];
  const question = {
    start: { event: 'cannal', where },
    people: [{ kind: 'trait', trait: 'cannal', how: 'is', values: ['cannal'] }],
    breakdown: { by: 'start_property', name: 'cannal' },
    by: 'trait:cannal',
    measure: 'sum:cannal',
    leaveOut: ['cannal'],
    saved: 'cannal',
  };
  const misspelt = { wrong: 'cannal', right: 'canal' };

  it('stands at the place that was refused, and nowhere else', () => {
    expect(mended(question, { ...misspelt, of: 'event', field: 'start.event' })).toEqual({
      ...question,
      start: { event: 'canal', where },
    });
    expect(mended(question, { ...misspelt, of: 'event', field: 'leaveOut[0]' })).toEqual({
      ...question,
      leaveOut: ['canal'],
    });
    // A period is no name, however an event is called.
    const daily = { period: 'day', steps: [{ event: 'Day', where: [] }, { event: 'day' }] };
    expect(mended(daily, { of: 'event', field: 'steps[1].event', wrong: 'day', right: 'Day' })).toEqual({
      ...daily,
      steps: [{ event: 'Day', where: [] }, { event: 'Day' }],
    });
  });

  it('stands among names of its kind, where the address writes the place in its own way', () => {
    expect(mended(question, { ...misspelt, of: 'trait', field: 'breakdown.of.name' })).toEqual({
      ...question,
      people: [{ kind: 'trait', trait: 'canal', how: 'is', values: ['cannal'] }],
      by: 'trait:canal',
    });
    expect(mended(question, { ...misspelt, of: 'property', field: 'apart' })).toEqual({
      ...question,
      breakdown: { by: 'start_property', name: 'canal' },
      measure: 'sum:canal',
    });
    const day = { by: 'period', period: 'day', start: 'day' };
    expect(mended(day, { of: 'event', field: 'start.event', wrong: 'day', right: 'Day' })).toEqual({
      ...day,
      start: 'Day',
    });
  });

  it('stands in the parts that are called after the place, before others', () => {
    const address = { startWhere: [{ property: 'cannal' }], backWhere: [{ property: 'cannal' }] };
    const property = { ...misspelt, of: 'property' } as const;
    expect(mended(address, { ...property, field: 'return.where[0].property' })).toEqual({
      ...address,
      backWhere: [{ property: 'canal' }],
    });
    expect(mended(address, { ...property, field: 'start.where[0].property' })).toEqual({
      ...address,
      startWhere: [{ property: 'canal' }],
    });
    // What is added up, or reached, is what the event of return bears; what tells groups apart, what that of start does.
    const { startWhere } = address;
    const amounts = { startWhere, measure: 'sum:cannal', quantity: 'cannal:15', by: 'start_property:cannal' };
    expect(mended(amounts, { ...property, field: 'return' })).toEqual({
      ...amounts,
      measure: 'sum:canal',
      quantity: 'canal:15',
    });
    const apart = { backWhere: startWhere, by: 'start_property:cannal' };
    expect(mended(apart, { ...property, field: 'start' })).toEqual({ ...apart, by: 'start_property:canal' });
  });

  it('is left where nothing says of what it is the name', () => {
    expect(mended(question, { ...misspelt, of: undefined, field: 'elsewhere' })).toEqual(question);
  });
});
