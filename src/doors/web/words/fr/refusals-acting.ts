/** Refusals of what Perdure does: rules of contact, intents, templates, delivery. */
export const refusalsActing = {
  'refusal.contact-rules.changed_meanwhile':
    'Quelqu’un a changé les règles de contact entre-temps. Rien n’est écrasé : regardez celles en vigueur, puis recommencez.',
  'refusal.contact-rules.channel_twice': 'Un canal n’a qu’une série d’heures. Retirez-le de l’une des deux.',
  'refusal.contact-rules.span':
    'Une plage d’heures finit après son début, le même jour. Pour fermer la nuit, dites les heures ouvertes du jour.',
} as const;
