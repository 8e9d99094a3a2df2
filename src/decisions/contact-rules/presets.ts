import type { Words } from '#src/customers/frame/index.ts';
import { type ContactRules, weekdays } from './rules.ts';

/** Rules to begin with, with where they come from. */
export interface Preset {
  readonly key: 'france' | 'open';
  readonly name: Words;
  readonly why: Words;
  readonly rules: ContactRules;
}

const workdays = weekdays.slice(0, 5);
const allButSunday = weekdays.slice(0, 6);

/** Rules to begin with; the first is in force until others are adopted. */
export const presets: readonly Preset[] = [
  {
    key: 'france',
    name: { fr: 'France', en: 'France' },
    why: {
      fr: 'Téléphone : lundi à vendredi, 10 h–13 h et 14 h–20 h, hors jours fériés, quatre fois par mois (décret n° 2022-1313). SMS : 8 h–20 h, ni dimanche ni jour férié (charte des opérateurs, AF2M). E-mail et notifications : 8 h–21 h. Trois messages de marketing par semaine, tous canaux ensemble : un choix, non une loi. À vérifier avec votre conseil.',
      en: 'Phone: Monday to Friday, 10–13 and 14–20, not on public holidays, four times a month (decree 2022-1313). SMS: 8–20, not on Sundays nor public holidays (operators’ charter, AF2M). E-mail and notifications: 8–21. Three marketing messages a week over all channels: a choice, not a law. Check it with your counsel.',
    },
    rules: {
      hours: [
        {
          channels: ['phone'],
          days: workdays,
          spans: [
            { from: '10:00', to: '13:00' },
            { from: '14:00', to: '20:00' },
          ],
          holidays: 'closed_fr',
        },
        {
          channels: ['sms', 'whatsapp'],
          days: allButSunday,
          spans: [{ from: '08:00', to: '20:00' }],
          holidays: 'closed_fr',
        },
        {
          channels: ['email', 'web_push'],
          days: [...weekdays],
          spans: [{ from: '08:00', to: '21:00' }],
          holidays: 'open',
        },
      ],
      caps: [
        {
          channels: ['phone'],
          purposes: ['service', 'marketing', 'survey'],
          most: 4,
          within: { amount: 30, unit: 'days' },
        },
        {
          channels: ['email', 'sms', 'whatsapp', 'web_push'],
          purposes: ['marketing'],
          most: 3,
          within: { amount: 7, unit: 'days' },
        },
        {
          channels: ['email', 'sms', 'whatsapp', 'web_push'],
          purposes: ['survey'],
          most: 1,
          within: { amount: 90, unit: 'days' },
        },
      ],
      whenClosed: 'defer',
      whenCapped: 'defer',
    },
  },
  {
    key: 'open',
    name: { fr: 'Sans limite', en: 'No limits' },
    why: {
      fr: 'Ni horaires, ni plafonds. Le consentement et les oppositions comptent toujours.',
      en: 'No hours, no caps. Consent and objections always count.',
    },
    rules: { hours: [], caps: [], whenClosed: 'defer', whenCapped: 'defer' },
  },
];
