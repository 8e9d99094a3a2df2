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
  it('stands wherever something is asked about it, never in values that are tested', () => {
    const where = [{ property: 'canal', how: 'is', values: ['cannal'] }];
    const question = {
      start: { event: 'cannal', where },
      people: [{ kind: 'trait', trait: 'cannal', how: 'is', values: ['cannal'] }],
      by: 'trait:cannal',
      saved: 'cannal',
    };
    expect(mended(question, 'cannal', 'canal')).toEqual({
      start: { event: 'canal', where },
      people: [{ kind: 'trait', trait: 'canal', how: 'is', values: ['cannal'] }],
      by: 'trait:canal',
      saved: 'cannal',
    });
  });
});
