/** Codes of refusals that deserve words of their own; others get `refusal.other`. */
export const refusals = {
  'refusal.other': 'La demande a été refusée ({code}). Rien n’a été modifié. Attendu : {expected}.',
  'refusal.web.unreachable':
    'Perdure ne répond pas. Vos données sont en sûreté sur le serveur ; vérifiez qu’il tourne, puis réessayez.',
  'refusal.web.no_answer':
    'Le serveur a répondu autre chose que prévu. Rien n’a été modifié. Réessayez dans un instant.',
  'refusal.web.fault':
    'La page a rencontré un défaut. Vos données n’ont pas été touchées. Rechargez la page.',
  'refusal.fault':
    'Le serveur a rencontré un défaut, noté dans son journal sous {requestId}. Rien n’a été modifié.',
  'refusal.session.refused':
    'L’adresse et le mot de passe ne correspondent pas. Vérifiez les deux, ou demandez un nouveau mot de passe.',
  'refusal.session.code_refused':
    'Ce code n’est plus valable. Attendez le suivant dans votre application et saisissez-le.',
  'refusal.session.too_many_attempts':
    'Trop d’essais en peu de temps. Votre compte est intact ; réessayez dans quelques minutes.',
  'refusal.session.link_not_valid':
    'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau à un administrateur.',
  'refusal.session.weak_password':
    'Ce mot de passe est trop facile à deviner. Prenez au moins 12 caractères, par exemple quatre mots sans rapport.',
  'refusal.session.sign_in_first':
    'Un compte existe déjà à cette adresse. Connectez-vous, puis ouvrez de nouveau le lien.',
  'refusal.session.foreign_origin':
    'La demande ne venait pas de cette page. Ouvrez Perdure à son adresse habituelle et recommencez.',
  'refusal.users.last_administrator':
    'C’est le dernier administrateur de cet espace : nommez-en un autre d’abord.',
  'refusal.imports.too_large':
    'Ce fichier dépasse la taille permise. Rien n’a été importé. Compressez-le (.gz) ou utilisez la ligne de commande.',
};
