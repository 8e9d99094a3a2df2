import type { PhraseTable } from './phrases.ts';

/** Words that strengthen and change nothing. */
const adv =
  'beaucoup|tellement|vraiment|trop|tant|terriblement|énormément|déjà|bien|si|très|fort|tous|souvent|sincèrement';
const our = 'notre|nos';
const your = 'ton|ta|tes|votre|vos';
const negated = 'plus|pas|guère|jamais';
const trusting =
  'confiance fidèle fidèles fidélité client cliente clients merci membre abonné abonnée promis promise demandé réclamé attendu attendue attendiez attendez existe';

/** Absence of the person as told of the person: venu, connecté… */
const came =
  'venu|venue|venus|venues|revenu|revenue|revenus|revenues|passé|passée|passés|connecté|connectée|connectés|commandé|entraîné|entraînée|reservé|acheté|joué|écouté|regardé|lu|visité|repris';
const comes =
  'viens|venez|passes|passez|commandes|commandez|connectes|connectez|entraînes|entraînez|ouvres|ouvrez|lis|lisez|regardes|regardez|joues|jouez';

/**
 * French, as one table: what is a sign of what. Elisions are undone (« t’a » is « te a »), accents count for nothing.
 * In each line the honest neighbour matters as much as the phrase: « il vous manque une pièce » is no reproach.
 */
export const frenchPhrases: PhraseTable = {
  guilt: [
    {
      grade: 'block',
      phrases: [
        'tu|vous nous|me manque|manques|manquez|manquerez|manqueras|manquiez|manquais',
        `nous|me as|avez tu|vous ${adv}? manqué`,
        `tu|vous vas|allez|va ${adv}? nous|me manquer`,
        `tu|vous manque|manques|manquez ${adv}? à|au|aux toute|tout|le|notre|nos|nous|tous|club|salle`,
        `${your} présence|sourire|sourires|énergie|visage|rire|rires|compagnie|bonne nous manque|manquent`,
        `${your} bonne humeur nous manque`,
        'vide|vides|pareil|pareille|pareils|triste|tristes|même|mêmes|perdu|perdus|perdue|perdues sans toi|vous',
        'on nous oublie|boude|abandonne|quitte|snobe|ignore',
        'ne nous aimes|aimez plus',
        'ton|ta|tes|votre|vos ~ pleure|pleurent',
        'triste|tristes|peur de te|vous perdre',
        'sans toi|vous ~ ne est|sont|serait plus la|le|les? même|mêmes|pareil|pareille',
        `on|nous te|vous ai|a|avons|aurions|aurait ${adv}? perdu|perdue|perdus|perdues`,
        `te|vous a|avons|aurait|aurions on|nous ${adv}? perdu|perdue|perdus|perdues`,
        `tu|vous nous as|avez ${adv}? oublié|oubliés|oubliée|oubliées|abandonné|abandonnés|abandonnées|délaissé|délaissés|délaissées`,
        'nous avoir oublié|oubliés|oubliée|oubliées|abandonné|abandonnés|quitté|quittés|laissés',
        'tu|vous nous as|avez laissé|laissés tomber',
        `nous as|avez tu|vous ${adv}? oublié|oubliés|oubliée|oubliées|abandonné|abandonnés|quitté|quittés|délaissé|délaissés`,
        'tu|vous nous oublies|oubliez|abandonnes|abandonnez|boudes|boudez|délaisses|délaissez|snobes|snobez|fuis|fuyez|ignores|ignorez',
        'ne nous oublie|oubliez|abandonne|abandonnez|quitte|quittez pas',
        'ne nous laisse|laissez pas tomber|seul|seuls',
        'brise|brises|brisez|fend|fends le|notre coeur',
        'coeur est? brisé',
        'triste|tristes de ne plus te|vous voir',
        'ennuie|ennuient|ennuyons de toi|vous',
        'quelque chose de mal',
        `est ce que on|nous te|vous a|avons fait $`,
        `te|vous avons|a on|nous fait $`,
        'nous en veux|voulez|veut',
        'te|vous fais|faites désirer',
        'fâché|fâchée|fâchés|fâchées avec|contre nous',
      ],
    },
    {
      grade: 'block',
      phrases: [
        `nous|on sommes|étions|est ${adv}? triste|tristes|inconsolable|inconsolables|malheureux|désemparés|peinés`,
        `tu|vous nous|me as|avez|avais|aviez ${adv}? ${adv}? manqué`,
      ],
      unless: 'décès disparition respect',
    },
    { phrases: ['tu|vous nous as|avez quitté|quittés|quittée|quittées'], unless: 'en' },
    {
      grade: 'block',
      phrases: ['reviens|revenez nous'],
      unless: 'voir dire consulter chercher raconter parler',
    },
    {
      phrases: [
        'désolé|désolée|désolés|désolées|navré|navrés|triste|tristes de te|vous voir|savoir partir',
        'on|nous te|vous attend|attendons toujours',
      ],
    },
  ],
  intimacy: [
    {
      grade: 'block',
      phrases: [
        'on|nous te|vous aime|aimons|adore|adorons',
        `on|nous tient|tenons ${adv}? à toi|vous $`,
        'serre|serrons dans nos|mes bras',
      ],
    },
    {
      phrases: [
        'bonjour|salut|coucou|hello|hey mon|ma ami|amie|belle|beau|chou|grand|grande',
        'cher|chère ami|amie',
        'coucou|hello|hey|salut toi',
        'ma belle|chérie|puce|poulette',
        'mon chou|chéri|lapin',
        'bisous|bises',
        'gros|grosse|grosses|plein bisou|bise|bises|câlin|câlins',
        'on|nous te|vous embrasse|embrassons',
        'partie de la|notre grande? famille',
        `on|nous pense|pensons|pensait|pensions ${adv}? ${adv}? à toi`,
        `on|nous pense|pensons|pensait|pensions ${adv}? ${adv}? à vous $`,
        `on|nous a|avons ${adv}? pensé à toi|vous $`,
        `on|nous te|vous connaît|connaissons ${adv}|par`,
        `tu|vous comptes|comptez ${adv}? pour nous`,
        `tu|vous es|êtes ${adv}? important|importante|importants|importantes|précieux|précieuse|unique pour nous`,
        'plus que un|une simple? client|cliente|membre|abonné|abonnée|adhérent|adhérente',
        'comme un|une vieil|vieille|véritable|vrai|vraie ami|amie',
      ],
      unless: 'mère soeur fille père',
    },
  ],
  absence: [
    {
      phrases: [
        'te|vous fais|faites rare|rares',
        'tu|vous es|êtes où $',
        `on|nous ne te|vous voit|voyons|voyait|croise|croisons|vois ${adv}? ${negated}`,
        `on|nous ne te|vous a|avons|ai ${adv}? ${negated} ${adv}? vu|vue|vus|vues|revu|revue|revus|revues|croisé|croisée|croisés`,
        `on te|vous a|avait ${negated} ${adv}? vu|vue|vus|vues|revu|revue|croisé|croisée`,
        'jour|jours|semaine|semaines|mois|an|ans|temps|longtemps sans te|vous voir|croiser',
        'disparu|disparue|disparus|disparues de nos radars|écrans|cours',
        'tu|vous as|avez|avais|aviez disparu',
        'dernier|dernière visite|passage|séance|commande|connexion|achat|venue remonte|date',
        'signe|signes de vie',
        'où es|êtes|étais|étiez tu|vous passé|passée|passés|passées',
        'où te|vous caches|cachez|cachais|cachiez',
        'que deviens|devenez tu|vous',
        'perdu|perdus|perdue|perdues de vue',
      ],
      unless: 'passer accueil',
    },
    { phrases: ['on te|vous voit|croise plus'], unless: 'tard souvent' },
    {
      phrases: [
        `ça|cela fait ${adv}|un? ${adv}|un|petit|bon? longtemps|bail|moment|bout|éternité|lustres`,
        `il y a ${adv}|un? ${adv}|bon? longtemps|bail|moment que`,
        'voilà longtemps|bail',
        'jour|jours|semaine|semaines|mois|an|ans que tu|vous|on|nous ne',
        'longtemps|moment|bail que le? tu|vous|on|nous ne',
        'sans|pas|plus de? nouvelle|nouvelles de? toi|vous|ta|votre',
      ],
      unless: `${trusting} reçu reçue reçus payé réglé dossier clôturons délai si`,
    },
    {
      phrases: [
        `tu|vous ne te|vous? es|êtes|as|avez ${negated} ${came} ~ depuis`,
        `tu|vous ne te|vous? es|êtes|as|avez ${negated} ${came} ~ ~ depuis`,
        `tu|vous ne te|vous? es|êtes|as|avez plus ${came}`,
        `tu|vous ne te|vous? ${comes} ${adv}? plus|jamais|guère`,
        `tu|vous te|vous? es|êtes|étais|étiez|sembles|semblez ${adv}|bien? absent|absente|absents|discret|discrète|discrets|silencieux|silencieuse|inactif|inactive`,
        `remarqué|constaté|noté|vu que tu|vous ne ~ ${came}|${comes}|utilises|utilisez|utilisé`,
      ],
      unless: 'si lorsque quand tant',
    },
    {
      phrases: ['ton|votre longue? absence'],
      unless:
        'pendant durant cas justificatif justifier signaler signalée prévenir réponse remplacement médicale',
    },
  ],
  pressure: [
    {
      phrases: [
        'dernière|dernières|ultime|ultimes chance|chances|occasion|occasions|opportunité|opportunités',
        'dernières heures|minutes pour|avant',
        'derniers jours pour en? profiter',
        '^dépêche|dépêchez toi|vous',
        'fais|faites vite',
        '^vite',
        'maintenant ou jamais',
        'avant que il ne? soit trop tard',
        'demain|bientôt il? sera? trop tard',
        'ne rate|ratez|loupe|loupez|manque|manquez surtout? pas surtout? ça|cette|cet|ce|notre|nos|votre|ta|la dernière? chance|occasion|offre|offres|opportunité|promo|promotion|affaire|affaires',
        'ne rate|ratez|loupe|loupez|manque|manquez surtout? pas ça',
        'offre|offres|promo|promotion|remise ~ limitée|limitées|éphémère|éphémères',
        'offre|promo|promotion|remise|réduction ~ expire|termine|finit ~ heures|heure|ce|bientôt|demain|minuit',
        'plus que # jour|jours|heure|heures|h|place|places|minute|minutes|exemplaire|exemplaires',
        'reste|restent plus? que #|quelques place|places|jour|jours|heure|heures|h|exemplaire|exemplaires|minutes',
        'profite|profitez ~ sans plus? attendre|tarder',
        'profite|profitez en vite|maintenant|immédiatement',
        'agis|agissez vite|maintenant|immédiatement',
        'vas|allez le? regretter',
        'risques|risquez de le? regretter',
        'tout le monde en parle',
        'ne passe|passez pas à côté',
        'ne laisse|laissez pas passer|filer ~ chance|occasion|offre|opportunité',
      ],
    },
    { phrases: ['dernier rappel'], unless: 'facture paiement impayé échéance rendezvous document dossier' },
    {
      phrases: ['places|quantités|stock|stocks|temps|durée limité|limitée|limités|limitées'],
      unless: '# par',
    },
    {
      phrases: ['^urgent'],
      unless: 'panne fuite fermé fermée fermeture sécurité rappel incident alerte travaux eau coupure',
    },
  ],
  vague: [{ phrases: ['clique|cliquez|cliquer|appuie|appuyez ici'] }],
  promo: [
    {
      phrases: [
        '-%',
        '% de remise|réduction|rabais|moins',
        'code promo|promotionnel|réduction|avantage',
        'offre|offres spéciale|spéciales|exclusive|exclusives|limitée|limitées|promotionnelle|promotionnelles|flash|découverte|imbattable|imbattables|exceptionnelle|exceptionnelles',
        'offre|offres du moment|mois',
        'promo|promos',
        `${our}|une|en promotion|promotions`,
        'les soldes',
        'bon|bons de? réduction|achat',
        'parraine|parrainez|parrainage',
        `découvre|découvrez ${our} nouvelle|nouvelles|nouveau|nouveaux|offre|offres|gamme|collection|forfait|forfaits`,
        'essai gratuit',
        ',passe|passez à|au premium|pro|forfait|niveau|supérieur',
        'prix imbattable|imbattables|cassé|cassés|mini|choc',
        'bonne|bonnes affaire|affaires',
        'vente|ventes privée|privées|flash',
        'black friday',
        'abonne|abonnez toi|vous maintenant|vite|dès',
      ],
    },
    {
      phrases: ['une|nos|notre|votre|ta remise|remises|réduction|réductions'],
      unless:
        'service niveau forme route main état marche ligne clés diplôme diplômes consommation délai risque',
    },
    { phrases: [',profite|profitez en|vite|de|du|des'], unless: 'nouveau calme' },
  ],
  apology: [
    {
      phrases: [
        'désolé|désolée|désolés|désolées|navré|navrée|navrés|navrées',
        'nos|mes ~ excuses',
        'nous en? excusons|excuser',
        'excuse|excusez nous',
        'prie|prions ~ excuser',
        'demandons|demande pardon',
        'pardonne|pardonnez nous',
        'nous|on regrettons|regrette',
        'nous|on aurions|aurait dû',
      ],
      unless: 'partir pouvez',
    },
  ],
  fix: [
    {
      phrases: [
        'corrigé|corrigée|corrigés|corrigées|corrigeons|réparé|réparée|réparés|réparées|réparons',
        'rétabli|rétablie|rétablis|rétablies|résolu|résolue|résolus|résolues|restauré|restaurée|restaurés|restaurées',
        'rembours*',
        'crédité|créditée|crédités|créditées|créditons|recrédité|recréditée|recrédités|recréditées',
        'remplacé|remplacée|remplacés|remplacées|remplaçons|remplacement',
        'prolongé|prolongée|prolongeons|annulons',
        'est|sont|avons|été réglé|réglée|réglés|réglées',
        'de|à nouveau ~ disponible|disponibles|accessible|accessibles|ouvert|ouverte|service',
        'disponible|disponibles|accessible|ouvert|ouverte|fonctionne|fonctionnent|marche de|à nouveau',
        'fonctionne|fonctionnent normalement',
        'remis|remise|remises en service|marche|route|ligne|état',
        'geste commercial',
        'reparti|repartie|repartis|reparties|renvoyé|renvoyée|renvoyés|renvoyées|livré|livrée|livrés|livrées',
      ],
    },
  ],
  help: [
    {
      phrases: [
        'besoin de ~ motivation|aide|conseil|conseils|soutien|coup|accompagnement|relance|temps|repère|repères',
        'envie de aide|conseils|motivation',
        'te|vous aide|aident|aidons|aidera|aideront|aider|accompagne|accompagnons|accompagnera|accompagner|montre|montrons|montrera|montrer|explique|expliquons|expliquera|expliquer|guide|guidons|guidera|guider|conseille|conseillons|conseiller|relancer|remotiver|remettre',
        'coup de main|pouce',
        'répondre|répondons|répond|répondra à ~ question|questions|message',
        'avec un|une|ton|votre|nos|notre|le|leur coach|coachs|conseiller|conseillère|conseillers|expert|experte|professeur|entraîneur|kiné',
        'pas à pas',
        `voici ${your}|le|la|les|trois|# étape|étapes|conseils|exercices`,
        'voici comment',
        'étape #',
        'plan|programme|séance|séances ~ adapté|adaptée|adaptées|adaptés|reprise',
        'séance de reprise',
        'en douceur',
        'mode de emploi',
      ],
    },
  ],
  step: [
    {
      phrases: [
        ',viens|venez|passe|passez|réserve|réservez|reprends|reprenez|réponds|répondez|appelle|appelez|choisis|choisissez|ouvre|ouvrez|essaie|essaye|essayez',
        ',lance|lancez|regarde|regardez|télécharge|téléchargez|écris|écrivez|rejoins|rejoignez|commence|commencez|continue|continuez|termine|terminez|complète|complétez',
        ',active|activez|ajoute|ajoutez|importe|importez|planifie|planifiez|prends|prenez|demande|demandez|teste|testez|envoie|envoyez|signe|signez|confirme|confirmez',
        ',consulte|consultez|suis|suivez|dis|dites|lis|lisez|connecte|connectez|retrouve|retrouvez|inscris|inscrivez|note|notez|vérifie|vérifiez|mets|mettez',
        'il te|vous suffit',
        'étape #',
      ],
    },
  ],
  benefit: [
    {
      phrases: [
        'gagne|gagnez|gagner|gagné|gagnerez|gagneras|économise|économisez|économiser|économisé|économies',
        'en # min|mn|minute|minutes|heure|heures|h|jour|jours|semaine|semaines|séance|séances|clic|clics|étape|étapes',
        'gratuit|gratuite|gratuits|gratuites|gratuitement|offert|offerte|offerts|offertes|inclus|incluse|incluses',
        'sans frais|engagement|surcoût',
        `${your} programme|objectif|objectifs|progrès|plan|résultat|résultats|avantages|points|crédit|score|record|liste|sélection|recettes|but`,
        'plus vite|facilement|simplement|régulièrement|sereinement',
        'progresse|progressez|progresser|progression',
        'en forme',
        'retrouve|retrouvez|retrouver ~ forme|souffle|énergie|sommeil|rythme|élan',
        'te|vous permet|permettra|permettront|évite|évitera',
      ],
    },
  ],
  companion: [
    {
      phrases: [
        'amène|amenez|amener|viens|venez|venir|invite|invitez|inviter|entraîne|entraînez ~ ~ ami|amie|amis|amies|proche|proches|copain|copine|copains|copines|collègue',
        'parraine|parrainez|parrainer|parrainage|parrain|filleul',
        'viens|venez|entraîne|entraînez|motive|motivez ~ à deux',
      ],
    },
  ],
  empathy: [
    {
      grade: 'block',
      phrases: [
        'soyez|sois indulgent|indulgents|indulgente|compréhensif|compréhensifs|cléments',
        'mettez|mets vous|toi à notre place',
        'nous sommes que? une toute? petite équipe|entreprise|structure',
        'erreur est humaine',
        'nous sommes humains',
        'ne nous en veux|voulez pas',
        'comptons|compte sur votre|ta compréhension|indulgence',
        'pas facile|simple pour nous',
      ],
    },
    { phrases: ['votre|ta ~ compréhension|indulgence|patience'] },
  ],
};
