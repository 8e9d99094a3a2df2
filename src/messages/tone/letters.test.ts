import { expect, it } from 'vitest';
import { checkTone, type ToneMessage } from './index.ts';

/** Whole messages as a club or a software house would send them: nothing in them is to be mended. */
const letters: readonly (ToneMessage & { subject: string })[] = [
  {
    language: 'fr',
    voice: 'tu',
    subject: 'Un doute sur ton abonnement, {{ first_name | default: "toi" }} ?',
    text: `Bonjour {{ first_name | default: "" }},

Ton pass annuel est toujours dans ton panier. Si tu hésites, viens d'abord l'essayer : une séance d'une heure avec un coach, gratuite et sans engagement.

Tu choisis le jour, on te montre les machines et tu repars avec un programme.

À bientôt,
L'équipe du club`,
    calls: [{ label: 'Réserver ma séance d’essai', url: 'https://club.fr/essai?c={{ cart }}' }],
    context: { purpose: 'marketing', family: 'general', trigger: 'event', audience: { breadth: 'specific' } },
  },
  {
    language: 'fr',
    voice: 'tu',
    subject: 'Ton programme t’attend à la séance 12',
    text: `Bonjour Julie,

Tu es venue pour {{ goal | default: "reprendre en douceur" }}. Tu en es à la séance 12 sur 20.

Il fait froid, les journées sont courtes : un coach t'a préparé une séance de reprise de 25 min, à faire à ton rythme.`,
    calls: [{ label: 'Voir ma séance de reprise', url: 'https://club.fr/seance/12' }],
    context: {
      purpose: 'marketing',
      family: 'reactivation',
      trigger: 'segment_entry',
      audience: { breadth: 'specific' },
    },
  },
  {
    language: 'fr',
    voice: 'tu',
    subject: 'À deux, c’est plus facile',
    text: `Julie, viens avec une amie samedi : vous avez chacune une séance offerte, et un coach pour vous deux.

Elle n'a rien à payer ni à signer.`,
    calls: [{ label: 'Inviter une amie', url: 'https://club.fr/inviter/{{ code }}' }],
    context: {
      purpose: 'marketing',
      family: 'companion',
      cause: { kind: 'no_motivation', source: 'survey_answer' },
      trigger: 'event',
      audience: { breadth: 'specific' },
    },
  },
  {
    language: 'fr',
    voice: 'vous',
    subject: 'Votre cours de mardi a été annulé sans prévenir',
    text: `Bonjour,

Mardi à 18 h, votre cours a été annulé et vous ne l'avez appris que sur place. C'est notre faute, et nous vous présentons nos excuses.

Votre séance est recréditée. Depuis mercredi, toute annulation vous est signalée par SMS deux heures avant.

Pour choisir un autre créneau, répondez à ce message : Claire s'en occupe.`,
    context: {
      purpose: 'transactional',
      family: 'apology',
      cause: { kind: 'incident', source: 'declared_incident' },
      trigger: 'event',
      audience: { breadth: 'specific' },
    },
  },
  {
    language: 'fr',
    voice: 'vous',
    subject: 'Votre contrat se renouvelle le 31 décembre',
    text: `Bonjour,

Votre contrat annuel se renouvelle le 31 décembre 2026. Vous pouvez y mettre fin jusqu'au 30 novembre, sans motif, depuis votre espace ou par retour de ce message.

Passé cette date, il repart pour un an au même prix.`,
    calls: [{ label: 'Résilier ou renouveler', url: 'https://club.fr/contrat' }],
    context: { purpose: 'contractual', family: 'notice', trigger: 'own_date' },
  },
  {
    language: 'fr',
    voice: 'vous',
    subject: '100 séances',
    text: 'Bravo Paul. Depuis mars, vous avez fait 100 séances et gagné 12 kg au développé couché. Votre carte de progression est à jour.',
    calls: [{ label: 'Voir ma progression', url: 'https://club.fr/moi/100' }],
    context: { purpose: 'service', family: 'thanks', trigger: 'event', audience: { breadth: 'specific' } },
  },
  {
    language: 'fr',
    voice: 'vous',
    subject: 'Vous payez l’export automatique sans vous en servir',
    text: `Bonjour,

Votre forfait inclut l'export automatique (40 € par mois). Il n'a pas encore servi depuis le 3 septembre.

Il remplace la copie manuelle du lundi : comptez 20 min pour le brancher, nous pouvons le faire ensemble. Si vous n'en avez pas besoin, un forfait moins cher existe.`,
    calls: [
      { label: 'Brancher l’export avec un conseiller', url: 'https://app.fr/export', primary: true },
      { label: 'Comparer les forfaits', url: 'https://app.fr/forfaits', primary: false },
    ],
    context: {
      purpose: 'service',
      family: 'help',
      trigger: 'segment_entry',
      audience: { breadth: 'specific' },
    },
  },
  {
    language: 'en',
    subject: 'Your session 12 is ready',
    text: `Hi Julie,

You came to {{ goal | default: "get back in shape" }}. You are at session 12 of 20.

Ana, your coach, has prepared a gentle 25-minute restart for you. Open it when it suits you.`,
    calls: [{ label: 'See my restart session', url: 'https://gym.example/session/12' }],
    context: {
      purpose: 'marketing',
      family: 'reactivation',
      trigger: 'segment_entry',
      audience: { breadth: 'specific' },
    },
  },
  {
    language: 'en',
    subject: 'Yesterday’s exports were late',
    text: `Hello,

Yesterday from 9 to 11 your exports did not leave. The cause was ours: a full disk. We apologise.

All of them went out at 11:20; nothing is lost. An alarm now warns us before it happens again.

If one is missing on your side, reply to this message.`,
    context: {
      purpose: 'transactional',
      family: 'apology',
      cause: { kind: 'incident', source: 'declared_incident' },
    },
  },
  {
    language: 'fr',
    voice: 'vous',
    subject: 'Merci d’avoir été des nôtres',
    text: `Bonjour,

Votre abonnement a pris fin le 31 mars, comme vous l'aviez demandé. Merci pour ces deux années.

Vos données restent téléchargeables pendant 90 jours. Si vous revenez un jour, votre historique vous attendra.`,
    calls: [{ label: 'Télécharger mes données', url: 'https://app.fr/donnees' }],
    context: {
      purpose: 'service',
      family: 'farewell',
      cause: { kind: 'context_change', source: 'survey_answer' },
    },
  },
];

it.each(letters.map((letter) => [letter.subject, letter] as const))('%s', (_, letter) => {
  const { verdict, findings, checklist } = checkTone(letter);
  expect(findings.filter(({ grade }) => grade !== 'credit')).toEqual([]);
  expect(verdict).toBe('ok');
  expect(checklist.items.filter(({ state }) => state === 'not_met')).toEqual([]);
});

it('everything at once: a batch that guilts, presses, shouts and leads nowhere', () => {
  const { verdict, findings, checklist } = checkTone({
    language: 'fr',
    voice: 'vous',
    subject: '-30 % SUR TOUT !!!',
    text: 'Vous nous manquez !!! Dernière chance : -30 % ce soir seulement. Cliquez ici.',
    calls: [
      { label: 'J’en profite', url: 'https://shop.fr', primary: true },
      { label: 'Voir', url: 'https://shop.fr/x', primary: true },
    ],
    context: {
      purpose: 'marketing',
      trigger: 'manual',
      audience: { breadth: 'broad', name: 'Tous les inactifs' },
    },
  });
  expect(verdict).toBe('blocked');
  expect([...new Set(findings.map(({ rule }) => rule))]).toEqual([
    'guilt',
    'pressure',
    'no_benefit',
    'many_primary_calls',
    'vague_call',
    'shallow_link',
    'broad_batch',
    'shouting',
  ]);
  expect(checklist.met).toBe(0);
});
