export const access = {
  'access.promise': 'Gardez vos clients : la rétention, comprise et prouvée, sur votre machine.',
  'access.sign_in': 'Connexion',
  'access.email': 'Adresse e-mail',
  'access.password': 'Mot de passe',
  'access.remember': 'Rester connecté sur cet appareil',
  'access.sign_in_button': 'Se connecter',
  'access.forgot': 'Mot de passe oublié ?',
  'access.forgot_title': 'Nouveau mot de passe',
  'access.forgot_help': 'Indiquez votre adresse. Si un compte y correspond, vous recevrez un lien.',
  'access.forgot_button': 'Recevoir un lien',
  'access.forgot_sent':
    'Si un compte existe à cette adresse, un lien vient d’y être envoyé. Il vaut une heure.',
  'access.forgot_ask':
    'Perdure n’envoie pas d’e-mail ici. Demandez à un administrateur de vous remettre un lien : Réglages, Utilisateurs.',
  'access.back_to_sign_in': 'Revenir à la connexion',
  'access.totp_title': 'Code à usage unique',
  'access.totp_help': 'Ouvrez votre application d’authentification et saisissez les six chiffres.',
  'access.totp_code': 'Code à six chiffres',
  'access.totp_use_recovery': 'Utiliser un code de secours',
  'access.totp_use_app': 'Utiliser mon application',
  'access.recovery_code': 'Code de secours',
  'access.continue': 'Continuer',
  'access.setup_title': 'Bienvenue dans Perdure',
  'access.setup_help':
    'Vous êtes la première personne ici : créez le compte qui administre cette installation.',
  'access.setup_wait': 'Cette installation attend son premier administrateur',
  'access.setup_wait_help':
    'Ouvrez le lien que Perdure a affiché dans le terminal au démarrage. Il ne sert qu’une fois.',
  'access.name': 'Votre nom',
  'access.new_password': 'Mot de passe (12 caractères ou plus)',
  'access.create_account': 'Créer le compte',
  'access.invitation_title': 'Rejoindre {workspace}',
  'access.invitation_help': 'Vous êtes invité comme {role}. Choisissez un nom et un mot de passe.',
  'access.invitation_existing':
    'Vous avez déjà un compte ({email}). Acceptez pour ouvrir cet espace de travail.',
  'access.accept': 'Accepter l’invitation',
  'access.reset_title': 'Choisir un nouveau mot de passe',
  'access.reset_help': 'Toutes vos sessions ouvertes seront fermées.',
  'access.reset_button': 'Changer le mot de passe',
  'access.link_gone': 'Ce lien ne vaut plus',
  'access.role_viewer': 'lecteur',
  'access.role_editor': 'éditeur',
  'access.role_admin': 'administrateur',
  'access.code_refused':
    'Ce code n’est pas le bon, ou n’est plus valable. Attendez le suivant dans votre application et saisissez-le.',
  'access.password_refused':
    'Ce mot de passe n’est pas le vôtre. Rien n’a été modifié. Saisissez-le de nouveau.',
  'access.password_or_code_refused':
    'Le mot de passe ou le code n’est pas le bon. Rien n’a été modifié. Vérifiez les deux.',

  'welcome.title': 'Par où commencer ?',
  'welcome.help': 'Vos chiffres vous apprendront le plus. Les démonstrations montrent ce qu’on peut y lire.',
  'welcome.help_demos':
    'Aucun espace ne vous est encore ouvert, à part les démonstrations. Un administrateur peut vous inviter dans le sien.',
  'welcome.own': 'Vos clients',
  'welcome.own_help':
    'Un espace pour votre marque : importez un fichier ou branchez votre site, puis lisez qui revient.',
  'welcome.own_button': 'Créer mon espace',
  'welcome.demos': 'Ou regarder une démonstration',
  'welcome.demo.gym': 'Abonnés et visites d’une salle de sport : qui vient encore au bout de trois mois.',
  'welcome.demo.streaming':
    'Abonnés à un service de films : ce qui change quand on regarde dès le premier jour.',
  'welcome.demo.b2b': 'Comptes d’un logiciel d’entreprise : compter des comptes plutôt que des personnes.',
  'welcome.demo.ski': 'Une saison de sports d’hiver : des clients qui ne reviennent qu’une fois l’an.',
  'welcome.demo.other': 'Des clients inventés, et des effets que l’on sait y trouver.',
};
