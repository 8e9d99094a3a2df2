import type { Truth } from '../making/index.ts';

/** What is planted in the ski-hire shop. */
export const skiTruths = {
  season: {
    kind: 'season',
    event: { standard: 'Order Completed' },
    firstMonth: 12,
    lastMonth: 4,
    back: 0.55,
    serves: ['D02', 'E13'],
    says: {
      fr: 'On loue de décembre à avril, jamais en été ; 55 % des clients d’un hiver reviennent l’hiver suivant. Hors saison, la santé de personne n’est jugée ; en saison, seulement celle de qui est venu.',
      en: 'People hire from December to April, never in summer; 55% of one winter’s customers are back the next winter. Out of season nobody’s health is judged; in season, only that of whoever has come.',
    },
  },
  bruno: {
    kind: 'person',
    userId: 'bruno',
    serves: ['D02'],
    says: {
      fr: 'Bruno loue chaque hiver en janvier : son silence d’été est normal.',
      en: 'Bruno hires every winter in January: his silence in summer is normal.',
    },
  },
  claire: {
    kind: 'person',
    userId: 'claire',
    serves: ['D02'],
    says: {
      fr: 'Claire louait chaque hiver et a manqué le dernier hiver terminé.',
      en: 'Claire hired every winter and missed the last one that is over.',
    },
  },
} as const satisfies Readonly<Record<string, Truth>>;
