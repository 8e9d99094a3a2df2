import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { note } from '../notes/note.test-data.ts';
import { lifeNotes, lifeTicks } from './life.ts';

const said = { figures: figuresOf('en'), timezone: 'Europe/Paris' };
const saying = { ...said, words: wordsOf('en') };
const at = (instant: string) => Date.parse(instant);

describe('the dates along a life', () => {
  it('stand where local days begin, in a life of a few days', () => {
    const ticks = lifeTicks({ from: at('2026-11-19T10:00:00Z'), to: at('2026-11-22T10:00:00Z') }, said);
    // Midnight in Paris in winter is 23:00 of the day before in UTC.
    expect(ticks).toEqual([
      { at: at('2026-11-19T23:00:00Z'), label: '20 Nov 26' },
      { at: at('2026-11-20T23:00:00Z'), label: '21 Nov 26' },
      { at: at('2026-11-21T23:00:00Z'), label: '22 Nov 26' },
    ]);
  });

  it('name the local day at the ends of a longer life', () => {
    const ticks = lifeTicks({ from: at('2026-07-18T22:30:00Z'), to: at('2026-10-01T10:00:00Z') }, said);
    expect(ticks[0]?.label).toBe('19 Jul 26');
  });
});

describe('notes on dates along a life', () => {
  it('stand in it where they touch it, those begun before at its beginning', () => {
    const span = { from: at('2026-05-10T12:00:00Z'), to: at('2026-06-10T00:00:00Z') };
    const notes = [
      note('before', '2026-05-09'),
      note('over it', '2026-05-01', '2026-05-20'),
      note('in', '2026-06-01'),
    ];
    const [row] = lifeNotes(notes, span, saying);
    // Midnight in Paris in summer is 22:00 of the day before in UTC.
    expect(row?.marks.map((mark) => mark.at)).toEqual([span.from, at('2026-05-31T22:00:00Z')]);
    expect(lifeNotes([note('after', '2026-07-01')], span, saying)).toEqual([]);
  });

  it('go by the days of the workspace at both ends of the life', () => {
    // In Paris the life begins on 11 May at 0:30 and ends on 10 June at 0:30.
    const span = { from: at('2026-05-10T22:30:00Z'), to: at('2026-06-09T22:30:00Z') };
    const notes = [note('the day before', '2026-05-10'), note('the last day', '2026-06-10')];
    const [row] = lifeNotes(notes, span, saying);
    expect(row?.marks.map((mark) => mark.at)).toEqual([at('2026-06-09T22:00:00Z')]);
  });

  it('stand at midnight also on a day whose clocks are put back', () => {
    const span = { from: at('2026-04-01T00:00:00Z'), to: at('2026-04-30T00:00:00Z') };
    const [row] = lifeNotes([note('put back', '2026-04-05')], span, {
      ...saying,
      timezone: 'Australia/Sydney',
    });
    // Sydney is eleven hours ahead until three o'clock that morning.
    expect(row?.marks.map((mark) => mark.at)).toEqual([at('2026-04-04T13:00:00Z')]);
  });
});
