import type { Letter } from '#src/engines/mail/port.ts';
import type { Role } from '../roles.ts';

type Language = 'fr' | 'en';

const roleWords: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  fr: { viewer: 'lecture', editor: 'modification', admin: 'administration' },
  en: { viewer: 'viewer', editor: 'editor', admin: 'administrator' },
};

/** Invites somebody to a workspace. The workspace's name is the only text of others in it. */
export function invitationLetter(
  to: string,
  language: Language,
  about: { readonly workspace: string; readonly role: Role; readonly link: string },
): Letter {
  const name = oneLine(about.workspace);
  const role = roleWords[language][about.role];
  return language === 'fr'
    ? {
        to,
        subject: `Invitation à rejoindre ${name} sur Perdure`,
        text: `Bonjour,\n\nVous êtes invité à rejoindre l’espace « ${name} » sur Perdure (accès : ${role}).\nPour accepter, ouvrez ce lien dans les sept jours :\n\n${about.link}\n\nSi vous n’attendiez pas cette invitation, ignorez ce message.\n`,
      }
    : {
        to,
        subject: `Invitation to ${name} on Perdure`,
        text: `Hello,\n\nYou are invited to the workspace “${name}” on Perdure (access: ${role}).\nTo accept, open this link within seven days:\n\n${about.link}\n\nIf you did not expect this invitation, ignore this message.\n`,
      };
}

/** Lets somebody choose a new password. */
export const resetLetter = (to: string, language: Language, link: string): Letter =>
  language === 'fr'
    ? {
        to,
        subject: 'Votre nouveau mot de passe Perdure',
        text: `Bonjour,\n\nPour choisir un nouveau mot de passe, ouvrez ce lien dans l’heure :\n\n${link}\n\nSi vous ne l’avez pas demandé, ignorez ce message : rien ne change.\n`,
      }
    : {
        to,
        subject: 'Your new Perdure password',
        text: `Hello,\n\nTo choose a new password, open this link within the hour:\n\n${link}\n\nIf you did not ask for it, ignore this message: nothing changes.\n`,
      };

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
