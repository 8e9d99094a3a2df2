/** Single words of a language, without accents, elisions undone. */
export interface WordLists {
  /** The sender. */
  readonly we: ReadonlySet<string>;
  /** The person written to. */
  readonly you: ReadonlySet<string>;
  /** Labels that do not say where a call leads. */
  readonly vagueLabels: ReadonlySet<string>;
  /** Words that are no name or acronym when they stand in capitals. */
  readonly shouts: ReadonlySet<string>;
  /** Audiences that are everybody, or everybody who is not there. */
  readonly broadAudiences: ReadonlySet<string>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const lines = (text: string): ReadonlySet<string> => new Set(text.split(' / '));

const broadAudiences = lines(
  'tous les inactifs / tous les inactives / les inactifs / inactifs / tous / toutes / tout le monde / tous les clients / tous les abonnes / tous les adherents / tous les contacts / toute la base / la base / all inactive / all inactives / all inactive customers / all inactive users / all inactive members / inactive / inactive users / inactive customers / everyone / everybody / all / all customers / all users / all members / all contacts / all subscribers',
);

export const wordLists: Readonly<Record<'fr' | 'en', WordLists>> = {
  fr: {
    we: set('nous notre nos on'),
    you: set('tu te toi ton ta tes vous votre vos'),
    vagueLabels: lines(
      'ici / cliquez ici / clique ici / cliquer ici / en savoir plus / savoir plus / lire la suite / la suite / voir / voir plus / plus de infos / plus de informations / decouvrir / je decouvre / decouvrez / decouvre / je en profite / profitez en / profite en / je y vais / y aller / allons y / ce est parti / go / ok / continuer / suivant / suite / acceder / oui / lien / le lien',
    ),
    shouts: set(
      'gratuit gratuite offre offert offerte promo promotion soldes remise urgent urgence vite maintenant derniere dernier chance dernieres derniers important attention exclusif exclusive profitez profite revenez reviens enfin stop jamais toujours tout super incroyable alerte cadeau',
    ),
    broadAudiences,
  },
  en: {
    we: set('we our ours'),
    you: set('you your yours yourself'),
    vagueLabels: lines(
      'here / click here / click / tap here / learn more / read more / see more / more / more info / find out more / discover / go / go now / ok / continue / next / lets go / let is go / yes / link / this link / view / submit / explore / check it out / get it',
    ),
    shouts: set(
      'free offer promo sale discount urgent hurry now last final chance important attention exclusive save today only never amazing incredible alert gift stop limited act',
    ),
    broadAudiences,
  },
};

/** Words that address one person as tu, and those that say vous (to one, or to several). */
export const tuWords = set('tu te toi ton ta tes');
export const vousWords = set('vous votre vos');

/** Imperatives that say tu where they open a sentence; elsewhere they may be another person’s. */
export const tuImperatives = set(
  'viens reprends reserve choisis profite decouvre clique reponds appelle essaie essaye ouvre regarde telecharge rejoins commence continue termine complete active ajoute planifie prends demande teste envoie signe confirme consulte suis dis lis retrouve inscris note verifie mets passe lance invite amene parraine fais va',
);

/** Words in -ez that are no verb of vous. */
export const noVousVerbs = set('chez assez nez rez rendez rendezvous lez biarritz suez fez merguez');

/** Beside these « vous » is several people, or « ton » is a tone. */
export const several = set(
  'ami amis amie amies proche proches copain copine copains copines deux ensemble chacun tous toutes equipe famille collegue collegues autres trois',
);
export const beforeTone = set('le un ce du de bon meme quel au leur son');
