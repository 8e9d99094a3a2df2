import { say } from '#src/customers/wording/index.ts';
import { comparable, sharesBy } from '#src/insights/comparable/index.ts';
import { HabitAsk } from './ask.ts';
import { habitGrid } from './grid.ts';
import { type HabitWhich, whoIs } from './people.ts';

const told = [
  ['habit', say('ont pris l’habitude', 'have made it a habit')],
  ['daily', say('presque tous les jours', 'nearly every day')],
  ['weekdays', say('certains jours de la semaine', 'on certain weekdays')],
  ['rhythm', say('à un rythme régulier', 'at a steady rhythm')],
] as const;

/** Of those active in the weeks, those who have made it a habit, and which. */
export const comparableHabit = comparable({
  of: 'habit.grid',
  ask: HabitAsk,
  ranged: false,
  measure: async (context, ask) => {
    const { active, habit, kinds, definition, unit } = await habitGrid(context, ask);
    const share = sharesBy('habit.people', (people: HabitWhich) => whoIs(context, people));
    const people = { ask, weekday: null, at: null, gap: null, activeWeeks: null };
    const shares = told.map(([kind, name]) =>
      share({
        key: kind,
        name,
        hits: kind === 'habit' ? habit : kinds[kind],
        total: active,
        hitsAsk: { ...people, kind },
        totalAsk: { ...people, kind: null },
      }),
    );
    return { unit, shares, definition };
  },
});
