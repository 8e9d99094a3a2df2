import type { Words } from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Counted } from './ask.ts';

/**
 * Names by which tools tell that somebody was there, without saying that anything of use was done: log-ins, pages,
 * screens, sessions, and what libraries send by themselves. Written plainly, as `plainName` gives them.
 */
const presence = new Set(
  `log in, logged in, login, logon, log on, logged on, sign in, signed in, signin, auth, authenticate, authenticated,
  authentication, login success, login succeeded, login successful, successful login, sign in success,
  session, session start, session started, start session, session begin, session began, new session, session end,
  session ended, end session, session opened, open session, visit start, visit started,
  page, pages, page view, page viewed, pageview, pageviews, page leave, pageleave, view page, viewed page, page visit,
  page visited, visited page, page load, page loaded, screen, screens, screen view, screen viewed, view screen,
  viewed screen, screenview, app open, app opened, open app, opened app, application opened, application open,
  app launch, app launched, launch app, application launched, app start, app started, application started,
  app foregrounded, application foregrounded, app became active, application became active, app backgrounded,
  application backgrounded, app close, app closed, application closed, first open, identify, identified, alias, group,
  autocapture, heartbeat, ping, web vitals, feature flag called, log out, logged out, logout, sign out, signed out, signout,
  connexion, connexions, connecte, connectee, se connecter, s est connecte, identification, authentification,
  connexion reussie, ouverture de session, debut de session, session ouverte, session demarree, fin de session,
  page vue, pages vues, vue de page, page visitee, ecran, ecran vu, vue d ecran, ouverture de l application,
  application ouverte, ouverture application, ouverture de l app, app ouverte, deconnexion, deconnecte`
    .split(',')
    .map((name) => name.trim().replace(/\s+/g, ' ')),
);

/** Words before and after a name that say nothing more: "user logged in", "[Amplitude] Page Viewed". */
const around =
  /^(?:(?:user|users|customer|client|utilisateur|member|membre|account|amplitude|evenement|event) )+/;

/** Whether a name tells mere presence: a log-in, a page, a session. */
export const tellsPresence = (event: string): boolean => {
  const plain = plainName(event);
  return presence.has(plain) || presence.has(plain.replace(around, ''));
};

/** A name without capitals, accents, signs and joined words: "UserLoggedIn" and "user_logged-in" are one. */
const plainName = (event: string): string =>
  event
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ')
    .trim();

/**
 * Whether a way of counting counts mere presence as value: any event, or a log-in and the like, so many times.
 *
 * A quantity on such an event, such as the minutes of a session, is more than presence.
 */
export const countsPresence = ({ match, rule }: Pick<Counted, 'match' | 'rule'>): boolean =>
  rule.kind === 'times' && (match.event === null || tellsPresence(match.event));

/** Said wherever presence is counted as value. */
export const presenceWarning: Words = say(
  'Cette définition compte une simple présence (connexion, page vue, ouverture), pas la valeur reçue : les chiffres peuvent paraître meilleurs qu’ils ne sont.',
  'This definition counts mere presence (a log-in, a page, an opening), not the value received: figures may look better than they are.',
);
