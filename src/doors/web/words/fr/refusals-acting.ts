/** Refusals of what Perdure does: rules of contact, intents, templates, delivery. */
export const refusalsActing = {
  'refusal.contact-rules.changed_meanwhile':
    'Quelqu’un a changé les règles de contact entre-temps. Rien n’est écrasé : regardez celles en vigueur, puis recommencez.',
  'refusal.contact-rules.channel_twice': 'Un canal n’a qu’une série d’heures. Retirez-le de l’une des deux.',
  'refusal.contact-rules.span':
    'Une plage d’heures finit après son début, le même jour. Pour fermer la nuit, dites les heures ouvertes du jour.',
  'refusal.messages.unknown': 'Ce message n’existe pas dans cet espace.',
  'refusal.suppressions.address':
    'Cette adresse n’en est pas une. Donnez une adresse e-mail, ou un numéro avec son pays.',
  'refusal.senders.address': 'Ce n’est pas une adresse e-mail. Donnez-en une seule, comme bonjour@marque.fr.',
  'refusal.outbox.unknown': 'Ce message n’est pas dans la boîte d’envoi de cet espace.',
  'refusal.messages.over':
    'Ce message ne vaudrait plus rien au moment de partir. Dites une fin plus tardive.',
  'refusal.messages.key_reused': 'Un autre message est déjà parti sous cette clé. Donnez-lui en une à lui.',
} as const;
