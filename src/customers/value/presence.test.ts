import { expect, it } from 'vitest';
import { countsPresence, tellsPresence } from './presence.ts';

it.each([
  'login',
  'Log In',
  'UserLoggedIn',
  'user_signed_in',
  'sign-in',
  'Session Start',
  'session_start',
  '$pageview',
  'page',
  'Page Viewed',
  'screen',
  '$screen',
  '[Amplitude] Page Viewed',
  '$identify',
  'Application Opened',
  'Connexion',
  'connexion réussie',
  'Utilisateur connecté',
  'S’est connecté',
])('takes “%s” for mere presence', (name) => expect(tellsPresence(name)).toBe(true));

it.each([
  'play',
  'Order Completed',
  'visit',
  'Page Printed',
  'login bonus used',
  'Signup',
  'Connexion à un coach',
  'sessions booked',
])('takes “%s” for something done', (name) => expect(tellsPresence(name)).toBe(false));

it('lets minutes of a session count, as they are more than presence', () => {
  const match = { event: 'Session Ended', where: [] };
  expect(countsPresence({ match, rule: { kind: 'times', times: 5 } })).toBe(true);
  expect(countsPresence({ match, rule: { kind: 'quantity', property: 'minutes', quantity: 15 } })).toBe(
    false,
  );
});
