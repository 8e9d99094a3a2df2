export const timeToValue = {
  'shell.time-to-value': 'Délai de valeur',
  'time-to-value.title': 'Délai jusqu’à la valeur',
  'ttv.sentence':
    'Parmi {who} qui ont {begin} pour la première fois {range}, combien de temps s’écoule avant qu’ils aient {value}, {apart} ?',
  'ttv.part.begin': 'Ce qui commence l’attente',
  'ttv.part.value': 'Ce qui apporte la valeur',
  'ttv.part.tolerance': 'Pause qui rompt une suite',
  'ttv.contract': 'commencé un contrat',
  'ttv.contract_offer': 'commencé un contrat « {offer} »',
  'ttv.contract_name': 'Début du premier contrat',
  'ttv.apart.week': 'selon leur semaine d’arrivée',
  'ttv.apart.month': 'selon leur mois d’arrivée',
  'ttv.apart.offer': 'selon leur offre',
  'ttv.days': '{count, plural, one {{said} jour} other {{said} jours}}',
  'ttv.hours': '{count, plural, one {{said} heure} other {{said} heures}}',
  'ttv.chart': 'Part qui a reçu la valeur, au fil du temps',
  'ttv.chart_note':
    'La bande montre l’intervalle à 95 %. Ceux qui attendent encore comptent dans la courbe tant qu’ils sont observés.',
  'ttv.chart_note_some':
    '{count} groupes sont tracés, tous sont dans le tableau. La bande montre l’intervalle à 95 %. Ceux qui attendent encore comptent dans la courbe tant qu’ils sont observés.',
  'ttv.chart_said':
    '{group} : la moitié en {median} ; {reached, plural, one {# l’a reçue} other {# l’ont reçue}}, {waiting, plural, one {# attend encore} other {# attendent encore}}.',
  'ttv.still': '{count, plural, one {# attendait encore} other {# attendaient encore}}',
  'ttv.axis': 'Jours depuis le début',
  'ttv.axis_hours': 'Heures depuis le début',
  'ttv.horizon': 'Durée montrée',
  'ttv.horizon_days': '{days, plural, one {Le premier jour} other {Les # premiers jours}}',
  'ttv.horizon_all': 'Toute la durée',
  'ttv.table': 'Délai, en chiffres',
  'ttv.group': 'Groupe',
  'ttv.figure': 'Chiffre',
  'ttv.newcomers': '{unit, select, account {Comptes} other {Clients}}',
  'ttv.which.all': 'Tous',
  'ttv.which.reached': 'L’ont reçue',
  'ttv.which.waiting': 'Attendent encore',
  'ttv.reached_within':
    '{days, plural, one {L’ont reçue en un jour au plus} other {L’ont reçue en # jours au plus}}',
  'ttv.median': 'La moitié en',
  'ttv.within': '{days, plural, one {En # jour} other {En # jours}}',
  'ttv.csv_median': 'Médiane (jours)',
  'ttv.csv_low': 'Médiane, borne basse',
  'ttv.csv_high': 'Médiane, borne haute',
  'ttv.few': 'peu de monde',
  'ttv.unknown_holders':
    '{count, plural, one {# titulaire de contrat n’a jamais envoyé d’événement : il n’est pas compté.} other {# titulaires de contrat n’ont jamais envoyé d’événement : ils ne sont pas comptés.}}',
  'ttv.differences': 'Ce qui sépare les groupes',
  'ttv.log_rank_yes':
    'Les courbes diffèrent, probablement pas par hasard (test du log-rank, p {p}). {sure, plural, =0 {Aucune paire ne se détache à elle seule, une fois toutes les comparaisons corrigées.} one {Une paire sur {pairs} se détache, toutes comparaisons corrigées.} other {# paires sur {pairs} se détachent, toutes comparaisons corrigées.}}',
  'ttv.log_rank_no':
    'Rien ne permet de dire que les courbes diffèrent (test du log-rank, p {p}) : un écart de cette taille s’explique par le hasard.',
  'ttv.log_rank_unknown':
    'On ne peut pas encore comparer les groupes : trop peu de {unit, select, account {comptes ont reçu la valeur, ou tous} other {personnes ont reçu la valeur, ou toutes}} en même temps.',
  'ttv.pairs_sure': 'Paires qui se détachent',
  'ttv.pairs_unsure':
    '{count, plural, one {Une paire dont on ne peut rien dire} other {# paires dont on ne peut rien dire}}',
  'ttv.pair_one': 'Groupe',
  'ttv.pair_other': 'Comparé à',
  'ttv.pair_says': 'Qui la reçoit plus tôt',
  'ttv.pair_p': 'p corrigé',
  'ttv.cannot_say': 'On ne peut pas le dire',
  'ttv.again': 'La valeur reprise',
  'ttv.again_sentence':
    'Et ensuite, à quelle vitesse, combien de jours par {period} et pendant combien de temps recommence-t-on {range}, si {tolerance} de pause rompent une suite ?',
  'ttv.speed': 'Vitesse : le délai habituel de chacun',
  'ttv.speed_said':
    '{spread}, {count, plural, one {pour # {unit, select, account {compte} other {client}} qui a recommencé} other {pour # {unit, select, account {comptes} other {clients}} qui ont recommencé}}. « {habit} » ne le lit que chez qui a trois jours actifs, dans ses dernières semaines entières : les deux peuvent différer.',
  'ttv.speed_unknown': '{unit, select, account {Aucun compte} other {Personne}} n’a encore recommencé.',
  'ttv.spread': 'Médiane {median}, la moitié centrale entre {low} et {high} jours',
  'ttv.speed_axis': 'Jours d’une fois à la suivante, au plus',
  'ttv.gap_at_most': '{days, plural, one {Un jour au plus} other {# jours au plus}}',
  'ttv.gap_more': 'Plus de {days} jours',
  'ttv.all_gaps': 'Tous délais confondus ({count, number}) : {spread}.',
  'ttv.frequency':
    '{period, select, week {Fréquence : jours par semaine d’usage} other {Fréquence : jours par mois d’usage}}',
  'ttv.frequency_said':
    '{period, select, week {{days, plural, one {# jour par semaine} other {# jours par semaine}}} other {{days, plural, one {# jour par mois} other {# jours par mois}}}} en médiane, sur {count, number} {period, select, week {semaines d’usage} other {mois d’usage}}.',
  'ttv.frequency_unknown': 'Aucune période complète n’est encore finie.',
  'ttv.frequency_axis': '{period, select, week {Jours dans la semaine} other {Jours dans le mois}}',
  'ttv.frequency_count':
    '{period, select, week {Semaines de {unit, select, account {comptes} other {clients}}} other {Mois de {unit, select, account {comptes} other {clients}}}}',
  'ttv.duration': 'Durée : les suites sans rupture',
  'ttv.duration_said':
    '{spans, plural, one {# suite} other {# suites}}, dont {running, number} en cours : elles ne comptent pas comme finies.',
  'ttv.duration_axis': 'Jours depuis le début de la suite',
  'ttv.unbroken': 'Encore sans rupture',
  'ttv.spans': '{count, plural, one {# suite observée} other {# suites observées}}',
  'ttv.spans_head': 'Suites observées',
  'ttv.streaks': 'Où chacun en est',
  'ttv.streaks_said':
    '{tolerance, plural, one {Une suite est rompue après # jour de pause.} other {Une suite est rompue après # jours de pause.}}',
  'ttv.streak': 'Dernière suite',
  'ttv.streak.running': 'En cours',
  'ttv.streak.broken': 'Rompue',
  'ttv.streak.once': 'Un seul jour de valeur',
  'ttv.streak.all': 'Tous les {unit, select, account {comptes} other {clients}}',
  'ttv.nobody_title': '{unit, select, account {Aucun compte} other {Personne}} n’a commencé à ces dates',
  'ttv.nobody': 'Élargissez les dates, ou changez ce qui commence l’attente.',
  'ttv.again_nobody_title':
    '{unit, select, account {Aucun compte} other {Personne}} n’a reçu la valeur à ces dates',
  'ttv.again_nobody': 'Élargissez les dates, ou changez ce qui apporte la valeur.',
  'time-to-value.teach_title': 'Ici se lira combien de temps un nouveau client attend la première valeur',
  'time-to-value.teach':
    'De l’inscription au premier usage qui compte : la courbe garde ceux qui attendent encore, et dit ensuite à quelle vitesse on recommence. Il manque les événements de vos clients.',
};
