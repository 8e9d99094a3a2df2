/** What each refusal says: what happened, what was kept, what to do. A code without words fails the tests. */
export const refusals = {
  'refusal.other':
    'La demande a été refusée. Rien n’a été modifié.{expected, select, none {} other { Attendu : {expected}.}}{came, select, none {} other { Reçu : « {came} ».}} Si cela revient, citez ce code : {code}.',
  'refusal.funnels.no_breakdown':
    'Comparer des valeurs demande une répartition. Choisissez d’abord la propriété ou le trait par lequel répartir.',
  'refusal.funnels.no_such_series': 'Cette valeur n’est pas dans la réponse. Choisissez-en une de la liste.',
  'refusal.funnels.too_entangled':
    'Trop d’étapes se partagent les mêmes événements pour être comptées dans n’importe quel ordre. Retirez-en, ou demandez-les dans l’ordre.',
  'refusal.aarrr.no_such_stage':
    'Cette étape n’est pas dans la question. Ajoutez-la, ou choisissez-en une autre.',
  'refusal.acquisition.days_in_disorder':
    'Ces jours se contredisent : le dernier jour où l’on reste vient après le premier, et après celui où l’on repart.',
  'refusal.acquisition.decimal_mark_unclear':
    'Des coûts comme {got} se lisent de deux façons, l’une mille fois l’autre. Dites comment les coûts sont écrits ; rien n’a été importé.',
  'refusal.acquisition.no_naming':
    'Dites ce qui nomme la campagne ou le canal d’un client : un trait, ou une propriété d’un événement.',
  'refusal.acquisition.no_such_column':
    'Le fichier n’a pas les colonnes attendues. La première ligne doit nommer au moins « campagne » et « jour ».',
  'refusal.acquisition.too_many_rows':
    'Le fichier a trop de lignes (20 000 au plus). Coupez-le en plusieurs : une ligne répétée ne compte qu’une fois.',
  'refusal.acquisition.unknown_campaign': 'Aucun chiffre de cette campagne n’est importé pour ces jours.',
  'refusal.journey_maps.changed_meanwhile':
    'Quelqu’un a changé la carte entre-temps. Rien n’est écrasé : rechargez la carte, puis refaites vos changements.',
  'refusal.journey_maps.no_such_step': 'Cette étape n’est pas sur la carte, ou aucun événement ne la mesure.',
  'refusal.journey_maps.nothing_measured': 'Aucune étape de cette carte n’est reliée à un événement.',
  'refusal.journey_maps.retired': 'Cette carte est retirée. Remettez-la pour la changer.',
  'refusal.journey_maps.too_many': 'Un espace garde 100 cartes au plus. Retirez celles qui ne servent plus.',
  'refusal.journey_maps.unknown': 'Cette carte n’existe pas dans cet espace.',
  'refusal.journey_maps.unknown_version': 'Cette carte n’a pas de version {got}.',
  'refusal.journey_maps.unsound':
    'La carte ne peut pas être gardée ainsi : chaque phase et chaque étape a un nom, 60 étapes au plus, dont 30 reliées à des événements.',
  'refusal.goals.name_taken': 'Un autre objectif porte déjà ce nom. Donnez-lui-en un autre.',
  'refusal.goals.not_offered':
    'Cet objectif n’est plus proposé, ou n’est pas fait pour ce client. Choisissez-en un autre.',
  'refusal.goals.retired': 'Cet objectif n’est plus proposé. Proposez-le de nouveau pour le modifier.',
  'refusal.goals.told_twice': '« {got} » désigne déjà un autre objectif. Un mot ne désigne qu’un objectif.',
  'refusal.goals.too_many': '50 objectifs au plus sont proposés à la fois. Retirez ceux qui ne servent plus.',
  'refusal.goals.unknown': 'Cet objectif n’existe pas dans cet espace.',
  'refusal.milestones.claimed': 'Ce jalon a déjà été réclamé.',
  'refusal.milestones.name_taken': 'Un autre jalon porte déjà ce nom. Donnez-lui-en un autre.',
  'refusal.milestones.not_claimable': 'Ce jalon ne donne droit à rien.',
  'refusal.milestones.not_reached': 'Cette personne n’a pas atteint ce jalon depuis qu’il est suivi.',
  'refusal.milestones.retired': 'Ce jalon n’est plus fêté. Fêtez-le de nouveau pour le modifier.',
  'refusal.milestones.too_many':
    '100 jalons au plus sont suivis à la fois. Retirez ceux qui ne servent plus.',
  'refusal.milestones.unknown': 'Ce jalon n’existe pas dans cet espace.',
  'refusal.people.bad_cursor':
    'Cette suite n’est pas celle d’un export de cette personne. Recommencez l’export depuis le début.',
  'refusal.people.unknown_user':
    'Personne n’est connu sous cet identifiant : il n’y a rien à remettre. Vérifiez-le sur la fiche de la personne.',
  'refusal.promises.backwards':
    'Ce jour est avant celui de la promesse. Choisissez-le à partir de ce jour-là.',
  'refusal.promises.days_backwards': 'Le dernier jour vient avant le premier.',
  'refusal.promises.in_days_to_come': 'Ce jour n’a pas encore commencé. Choisissez aujourd’hui ou avant.',
  'refusal.promises.no_actual': 'Une quantité a été promise : dites combien est venu.',
  'refusal.promises.no_day': 'Dites pour quel jour c’est promis, ou dans combien de jours.',
  'refusal.promises.unknown': 'Cette promesse n’existe pas dans cet espace.',
  'refusal.promises.withdrawn': 'Cette promesse est retirée. Remettez-la pour dire qu’elle est tenue.',
  'refusal.consent.basis_missing': 'Dites sur quoi repose ce oui : un consentement, ou une exception.',
  'refusal.consent.basis_of_a_no': 'Un refus ne repose sur rien : laissez la base vide.',
  'refusal.consent.basis_unfit':
    'Cette base ne suffit pas pour ce canal et cet usage. Recueillez un consentement, ou choisissez une autre base.',
  'refusal.consent.given_ahead':
    'Cette date est à venir : personne ne consent d’avance. Choisissez aujourd’hui ou avant.',
  'refusal.consent.request_reused':
    'Cette demande a déjà servi pour autre chose. Rien n’a été enregistré ; rouvrez le formulaire.',
  'refusal.consent.text_missing':
    'Un oui se prouve : donnez le texte qui a été montré ou lu. Sans preuve, notez « à confirmer ».',
  'refusal.consent.too_many_topics': 'Un espace garde 100 sujets au plus.',
  'refusal.consent.unknown_browser': 'Ce navigateur n’a jamais été vu dans cet espace.',
  'refusal.consent.unknown_topic':
    'Le sujet « {got} » n’existe pas dans cet espace. Définissez-le d’abord, ou laissez vide pour tous.',
  'refusal.remarks.too_many': '500 remarques au plus sur un même client. Retirez-en.',
  'refusal.remarks.unknown': 'Cette remarque n’existe plus. Rechargez la page.',
  'refusal.tasks.too_many': '50 000 tâches au plus sont à faire à la fois. Terminez-en ou abandonnez-en.',
  'refusal.tasks.unknown': 'Cette tâche n’existe plus. Rechargez la page.',
  'refusal.tasks.unknown_assignee':
    'Cette personne n’a pas accès à cet espace. Choisissez-en une de la liste.',
  'refusal.onboarding.no_such_step':
    'Ce parcours d’accueil n’a pas cette étape. Choisissez-en une de la liste.',
  'refusal.onboarding.overlapping_days':
    'Un départ ne se constate qu’une fois passés les jours des étapes. Choisissez des jours plus tardifs, ou donnez moins de jours aux étapes.',
  'refusal.onboarding.retired':
    'Ce parcours d’accueil n’est plus en usage. Remettez-le en usage pour le changer.',
  'refusal.onboarding.same_step':
    'Deux étapes ont le même nom ou le même événement. Donnez à chacune les siens.',
  'refusal.onboarding.unknown': 'Ce parcours d’accueil n’existe pas dans cet espace.',
  'refusal.onboarding.unknown_version': 'Ce parcours d’accueil n’a pas cette version.',
  'refusal.scores.too_heavy':
    'Juger tout le monde demande trop de travail en une fois. Un autre essai aura lieu plus tard.',
  'refusal.segments.circular': 'Cette règle dépendrait d’elle-même, à travers d’autres segments.',
  'refusal.segments.name_taken': 'Un autre segment s’appelle déjà « {got} ».',
  'refusal.segments.not_kept_then':
    'Ce segment n’était pas encore suivi à cette date : ses membres d’alors ne sont pas connus.',
  'refusal.segments.not_ready':
    'Ce segment est compté pour la première fois. Il sera prêt dans quelques secondes.',
  'refusal.segments.retired': 'Ce segment n’est plus suivi. Reprenez-le pour le changer.',
  'refusal.segments.too_heavy':
    'Cette règle demande trop de travail en une fois. Réduisez ses durées ou ses conditions.',
  'refusal.segments.too_many':
    'Trop de segments suivis à la fois. Arrêtez d’en suivre un dont personne ne se sert.',
  'refusal.segments.unknown': 'Ce segment n’existe pas dans cet espace.',
  'refusal.segments.whom':
    'Dites de qui il s’agit : une personne, ou un compte, selon ce que compte le segment.',
  'refusal.segments.wrong_unit': 'Cette condition ne porte pas sur ce que compte le segment.',
  'refusal.web.unreachable':
    'Perdure ne répond pas. Vos données sont en sûreté sur le serveur ; vérifiez qu’il tourne, puis réessayez.',
  'refusal.web.no_answer':
    'Le serveur a répondu autre chose que prévu. Rien n’a été modifié. Réessayez dans un instant.',
  'refusal.web.fault':
    'La page a rencontré un défaut. Vos données n’ont pas été touchées. Rechargez la page.',
  'refusal.fault':
    'Le serveur a rencontré un défaut, noté dans son journal sous {requestId}. Rien n’a été modifié.',
  'refusal.access.forbidden':
    'Votre rôle ne permet pas cela ici. Rien n’a été modifié. Demandez à un administrateur de l’espace.',
  'refusal.access.foreign_host':
    'Perdure n’est pas servi sous cette adresse. Ouvrez-le à son adresse habituelle, ou faites ajouter celle-ci par qui l’administre.',
  'refusal.access.invalid_input':
    'Une valeur n’est pas recevable{named, select, none {} other { : {named}}}.{expected, select, none {} other { Attendu : {expected}.}}{came, select, none {} other { Reçu : « {came} ».}} Rien n’a été modifié. Corrigez-la, puis recommencez.',
  'refusal.access.key_missing': 'Il manque une clé d’API à cette demande. Rien n’a été modifié.',
  'refusal.access.not_exportable': 'Cette réponse ne peut pas être exportée en tableau.',
  'refusal.access.too_many_requests':
    'Trop de demandes en peu de temps. Attendez une minute, puis réessayez.',
  'refusal.access.unknown_key': 'Cette clé d’API n’est pas connue, a expiré ou a été révoquée.',
  'refusal.access.unknown_operation':
    'Le serveur ne connaît pas cette demande. Il est sans doute d’une autre version que cette page : rechargez-la.',
  'refusal.access.unknown_workspace': 'Cet espace n’existe pas, ou vous n’y avez pas accès.',
  'refusal.access.workspace_missing': 'La demande ne dit pas de quel espace il s’agit. Rechargez la page.',
  'refusal.aha.name_taken':
    'Un moment « aha » en usage s’appelle déjà « {got} ». Donnez un autre nom, ou changez celui qui existe.',
  'refusal.aha.nothing_to_try':
    'Il ne reste aucun événement à essayer une fois écartés le début et ceux que vous excluez.',
  'refusal.aha.outcome_inside_window':
    'La période où l’on juge qui est resté commence avant la fin de la plus longue fenêtre. Reculez-la, ou raccourcissez la fenêtre.',
  'refusal.aha.retired':
    'Ce moment « aha » n’est plus en usage. Remettez-le en usage, ou prenez-en un autre.',
  'refusal.aha.unknown': 'Ce moment « aha » n’existe pas dans cet espace.',
  'refusal.aha.unknown_version': 'Ce moment « aha » n’a pas de version {got}.',
  'refusal.compare.no_range':
    'Cette question regarde les dernières semaines : elle n’a pas de plage de dates. Comparez des listes ou des personnes.',
  'refusal.compare.no_such_figure': 'Ce chiffre n’est pas dans la comparaison. Choisissez-en un de la liste.',
  'refusal.compare.nothing_alike':
    'Ces groupes n’ont aucun chiffre en commun. Choisissez des plages de même longueur.',
  'refusal.compare.nothing_over':
    'Rien n’est encore terminé dans cette plage. Choisissez-en une plus longue, ou plus ancienne.',
  'refusal.accounts.unknown': 'Rien dans cet espace ne nomme ce compte.',
  'refusal.accounts.unknown_owner':
    '« {got} » n’a pas accès à cet espace. Choisissez quelqu’un qui y a accès, ou donnez un nom.',
  'refusal.contracts.key_reused':
    'Autre chose a déjà été enregistré sous cette clé. Prenez une nouvelle clé pour d’autres conditions.',
  'refusal.contracts.other_holder':
    'Ce contrat appartient à quelqu’un d’autre ({got}). Terminez-le, puis commencez un autre contrat pour le nouveau titulaire.',
  'refusal.customers.bad_cursor':
    'La suite de cette liste n’est plus valable. Rechargez la page pour la relire depuis le début.',
  'refusal.customers.unknown':
    'Cette personne n’existe pas dans cet espace. Elle a pu être effacée ou réunie avec une autre.',
  'refusal.dashboards.ends_already': 'Ce jour est déjà passé. Choisissez un dernier jour à venir.',
  'refusal.dashboards.link_ended':
    'Ce lien de partage a pris fin : il ne montre plus rien. Demandez-en un nouveau à qui vous l’a donné.',
  'refusal.dashboards.link_revoked':
    'Ce lien de partage a été révoqué : il ne montre plus rien. Demandez-en un nouveau à qui vous l’a donné.',
  'refusal.dashboards.link_unknown':
    'Ce lien n’ouvre rien. Vérifiez qu’il a été copié en entier, ou demandez-en un nouveau à qui vous l’a donné.',
  'refusal.dashboards.link_without_dashboard':
    'Le tableau de bord que ce lien montrait a été supprimé. Demandez à qui vous l’a donné.',
  'refusal.dashboards.not_pinnable':
    'Cette question ne peut pas être épinglée : seules le peuvent celles dont la réponse est faite de chiffres.',
  'refusal.dashboards.withheld':
    'Cette question distingue les clients par une donnée personnelle : aucun lien ne la montre.',
  'refusal.dashboards.other_kind_of_tile': 'Cette tuile n’est pas de cette sorte. Rechargez la page.',
  'refusal.dashboards.other_tiles':
    'Quelqu’un d’autre vient de changer ce tableau de bord. Rechargez la page, puis recommencez.',
  'refusal.dashboards.too_many_dashboards':
    'Il y a déjà 200 tableaux de bord : aucun n’a été créé. Supprimez-en un.',
  'refusal.dashboards.too_many_links':
    'Ce tableau de bord a déjà 100 liens en vigueur : aucun n’a été créé. Révoquez-en qui ne servent plus.',
  'refusal.dashboards.too_many_tiles':
    'Ce tableau de bord a déjà 60 tuiles : aucune n’a été ajoutée. Retirez-en, ou faites-en un second.',
  'refusal.dashboards.unknown': 'Ce tableau de bord n’existe pas dans cet espace. Il a pu être supprimé.',
  'refusal.dashboards.unknown_link': 'Ce lien de partage n’existe pas dans cet espace.',
  'refusal.dashboards.unknown_tile': 'Cette tuile n’est plus dans le tableau de bord. Rechargez la page.',
  'refusal.demo.not_a_demo':
    'Cet espace n’est pas une démonstration : il n’est pas supprimé ainsi. Rien n’a été modifié.',
  'refusal.engines.records_unavailable':
    'La base où Perdure tient ses réglages ne répond pas. Les événements continuent d’être reçus ; réessayez dans un instant.',
  'refusal.erasure.unknown_user':
    'Personne n’est connu sous cet identifiant : rien n’a été effacé. Vérifiez-le sur la fiche de la personne.',
  'refusal.filters.other_unit':
    'Cette liste ne compte pas la même chose que la question (des clients ou des comptes). Choisissez une autre liste, ou changez ce que la question compte.',
  'refusal.filters.not_comparable':
    '« {got} » n’est ni un nombre ni une date : rien n’est plus grand ni plus petit. Donnez un nombre, ou une date comme 2025-03-30.',
  'refusal.filters.wrong_values':
    'Une condition n’a pas le bon nombre de valeurs. Donnez-en une, ou plusieurs là où c’est permis.',
  'refusal.funnels.impossible_exclusion':
    'Les étapes entre lesquelles un événement est exclu ne conviennent pas. Choisissez une étape, puis une qui la suit.',
  'refusal.funnels.impossible_window':
    'Le délai du parcours ne convient pas à ces étapes. Choisissez-en un autre.',
  'refusal.funnels.no_such_step': 'Cette étape n’est pas dans la réponse. Choisissez-en une de la liste.',
  'refusal.paths.impossible_group':
    'Un regroupement de parcours ne convient pas : un événement n’est que dans un groupe, et chaque groupe a un nom à lui.',
  'refusal.paths.impossible_window': 'Le délai d’un parcours est de 731 jours au plus.',
  'refusal.paths.no_such_place': 'Cette étape n’est pas dans la réponse. Choisissez-en une de l’arbre.',
  'refusal.paths.outcome_too_early':
    'Le retour se mesure après les premiers jours qui décrivent les clients. Commencez-le plus tard.',
  'refusal.paths.no_such_situation':
    'Cette situation n’est pas dans la réponse. Rechargez la page, ou choisissez-en une de la liste.',
  'refusal.paths.too_many_names':
    'Cet espace a trop de noms d’événements pour en faire des parcours. Un nom qui change d’une personne à l’autre devrait être une propriété.',
  'refusal.http.not_found': 'Rien ne se trouve à cette adresse.',
  'refusal.http.pages_not_built': 'Les pages ne sont pas encore construites sur ce serveur.',
  'refusal.identity.no_such_merge':
    'Cette fusion n’est plus en vigueur : elle a sans doute déjà été défaite.',
  'refusal.identity.same_person': 'Les deux identifiants sont le même. Donnez-en deux différents.',
  'refusal.identity.unknown_user': 'Personne n’est connu sous l’identifiant « {got} ». Rien n’a été réuni.',
  'refusal.imports.bad_mapping': 'L’affectation des colonnes ne se lit pas. Rien n’a été importé.',
  'refusal.imports.column_missing':
    'Il manque une colonne obligatoire. Rien n’a été importé. Dites quelle colonne la contient.',
  'refusal.imports.cut_off':
    'Le fichier n’est pas arrivé en entier. Rien n’a été importé. Envoyez-le de nouveau.',
  'refusal.imports.damaged_gzip':
    'Ce fichier compressé est abîmé. Rien n’a été importé. Compressez-le de nouveau, ou envoyez-le tel quel.',
  'refusal.imports.empty_file': 'Ce fichier n’a pas de lignes. Rien n’a été importé.',
  'refusal.imports.field_of_other_kind':
    'Une des colonnes est affectée à un champ qui n’existe pas pour ce genre de fichier ({field}).',
  'refusal.imports.name_missing': 'Le fichier n’a pas de nom. Rien n’a été importé.',
  'refusal.imports.no_such_file': 'Ce fichier n’est pas sur le serveur.',
  'refusal.imports.not_a_table':
    'Ce fichier n’est pas un tableau que Perdure sait lire. Donnez du CSV, du JSON ligne à ligne ou du Parquet.',
  'refusal.imports.not_parquet':
    'Ce fichier porte le nom de Parquet mais n’en est pas. Rien n’a été importé.',
  'refusal.imports.parquet_needs_engine_here':
    'Le Parquet ne se lit pas quand l’entrepôt est sur une autre machine. Donnez du CSV ou du JSON ligne à ligne.',
  'refusal.imports.too_large':
    'Ce fichier dépasse la taille permise. Rien n’a été importé. Compressez-le (.gz) ou utilisez la ligne de commande.',
  'refusal.imports.unknown': 'Cet import n’existe pas dans cet espace.',
  'refusal.imports.unknown_column': 'Le fichier n’a pas de colonne « {got} ».',
  'refusal.imports.unknown_currency':
    '« {got} » n’est pas une monnaie connue. Donnez son code à trois lettres, par exemple EUR.',
  'refusal.imports.unknown_field': 'Une colonne est affectée à un champ que Perdure ne connaît pas.',
  'refusal.imports.unknown_upload':
    'Ce fichier n’est plus sur le serveur : un fichier envoyé sans être importé n’y reste qu’un temps. Envoyez-le de nouveau.',
  'refusal.insights.no_such_date':
    '« {got} » n’est pas une date possible ici. Écrivez-la ainsi : 2025-03-30, entre 1910 et 2289.',
  'refusal.insights.unknown_event':
    'Aucun événement ne s’appelle « {got} » ici. Vérifiez son nom, ou choisissez-le dans la liste.',
  'refusal.insights.unknown_property':
    'Aucun événement ne porte de propriété « {got} » ici. Vérifiez son nom, ou choisissez-la dans la liste.',
  'refusal.insights.not_a_number':
    'La propriété « {got} » ne contient que du texte : elle ne s’additionne pas et ne se compare pas à un nombre. Choisissez-en une qui contient des nombres.',
  'refusal.insights.no_such_group': 'La réponse n’a pas ce groupe. Choisissez-en un du tableau.',
  'refusal.insights.no_such_period':
    'Aucune période de la réponse ne commence à cette date. Choisissez-en une du tableau.',
  'refusal.insights.too_many_periods':
    'Cette question donnerait trop de périodes. Prenez des périodes plus longues, ou resserrez les dates.',
  'refusal.intake.backlog':
    'Trop d’événements attendent d’être enregistrés. Ce qui est déjà accepté est en sûreté ; renvoyez le reste dans un instant.',
  'refusal.intake.broken_body':
    'Ce qui a été envoyé ne se lit pas. Donnez un événement, ou un lot d’événements, en JSON.',
  'refusal.intake.busy':
    'Le serveur reçoit déjà tout ce qu’il peut. Rien n’est perdu de ce qui est accepté ; renvoyez le reste dans un instant.',
  'refusal.intake.no_key': 'Il manque la clé d’écriture. Recopiez celle de la page Sources.',
  'refusal.intake.no_such_script': 'Ce script de collecte n’est pas installé sur ce serveur.',
  'refusal.intake.not_found': 'Rien ne reçoit d’événements à cette adresse.',
  'refusal.intake.too_large':
    'L’envoi est trop gros. Rien n’en a été gardé. Envoyez moins d’événements à la fois.',
  'refusal.intake.too_many_events':
    'Trop d’événements en peu de temps pour cet espace. Renvoyez-les dans un instant.',
  'refusal.intake.too_many_in_batch':
    'Ce lot contient trop d’événements. Rien n’en a été gardé. Envoyez-le en plusieurs fois.',
  'refusal.intake.wrong_key':
    'Cette clé d’écriture n’est celle d’aucune source. Recopiez celle de la page Sources.',
  'refusal.journal.unhealthy':
    'Le disque du serveur refuse d’écrire. Rien n’a été accepté ; prévenez qui administre Perdure.',
  'refusal.keys.beyond_own_permissions':
    'Une clé ne peut pas permettre plus que ce que vous pouvez vous-même. Retirez des droits à la clé.',
  'refusal.keys.expired_already': 'Cette date d’expiration est passée. Choisissez-en une à venir.',
  'refusal.keys.unknown': 'Cette clé n’existe pas dans cet espace. Elle a pu être révoquée.',
  'refusal.lists.bad_cursor':
    'La suite de cette liste n’est plus valable. Rechargez la page pour la relire depuis le début.',
  'refusal.lists.other_unit': 'Cette liste ne peut pas compter autre chose que la question dont elle vient.',
  'refusal.lists.too_many':
    'Trop de personnes pour une liste. Rien n’a été enregistré. Resserrez la question.',
  'refusal.lists.unknown': 'Cette liste n’existe pas dans cet espace. Elle a pu être supprimée.',
  'refusal.mail.address': '« {got} » n’est pas une adresse de courriel.',
  'refusal.mail.message':
    'Ce message ne peut pas partir tel quel{named, select, none {} other { : {named}}}.{expected, select, none {} other { Attendu : {expected}.}} Rien n’a été envoyé.',
  'refusal.mail.refused':
    'Le serveur de courriel a refusé cette adresse. Vérifiez-la, ou transmettez le lien vous-même.',
  'refusal.mail.setting':
    'Un réglage de l’envoi de courriels n’est pas recevable{named, select, none {} other { : {named}}}.{expected, select, none {} other { Attendu : {expected}.}}',
  'refusal.mail.unavailable':
    'Le serveur de courriel ne répond pas. Transmettez le lien vous-même, ou réessayez plus tard.',
  'refusal.maths.argument_out_of_range':
    'Un des nombres de cette question sort de ce qui se calcule. Vérifiez les réglages de la question.',
  'refusal.maths.count_out_of_range':
    'Un des effectifs de cette question ne peut pas être compté ainsi. Élargissez les dates ou les groupes.',
  'refusal.maths.difference_out_of_range':
    'La plus petite différence qui compte doit se trouver entre 0 et 100 points. Corrigez-la dans les réglages de l’espace.',
  'refusal.maths.duration_out_of_range':
    'Une des durées de cette question est négative ou sans fin : elle ne se compare pas.',
  'refusal.maths.late_entry_unsupported':
    'Certaines personnes sont observées trop tard pour ce test. Choisissez des groupes observés dès leur entrée.',
  'refusal.maths.no_difference': 'Les deux parts sont les mêmes : il n’y a pas de différence à chercher.',
  'refusal.maths.probability_out_of_range': 'Une probabilité doit se trouver entre 0 et 100 %.',
  'refusal.maths.share_out_of_range': 'Une part doit se trouver entre 0 et 100 %.',
  'refusal.maths.too_few_groups': 'Il faut au moins deux groupes pour comparer. Ajoutez-en un.',
  'refusal.contract-retention.no_such_period': 'La question n’a pas cette période, ou elle n’a pas commencé.',
  'refusal.signup-seasons.month_twice':
    'Un mois ne peut appartenir qu’à une seule saison. Retirez-le de l’une des deux.',
  'refusal.signup-seasons.no_such_day':
    'La courbe ne se lit pas à ce jour. Choisissez un des jours affichés.',
  'refusal.offers.not_sold':
    'Aucune offre ne porte ce nom, ni parmi celles déclarées, ni dans les contrats. Vérifiez-le sur la page des offres.',
  'refusal.offers.other_kind':
    'Cette offre relève d’un autre type de fidélité. Choisissez-en une autre, ou changez son type sur la page des offres.',
  'refusal.offers.name_taken':
    'Une offre « {got} » est déjà déclarée. Modifiez-la, ou remettez-la en vente si elle a été retirée.',
  'refusal.offers.retired': 'Cette offre a été retirée. Remettez-la en vente pour la modifier.',
  'refusal.offers.terms_of_another_kind':
    'Une saison appartient à une offre discontinue, une durée à une offre intentionnelle. Laissez ce champ vide, ou changez la nature de l’offre.',
  'refusal.offers.unknown': 'Cette offre n’existe pas dans cet espace.',
  'refusal.operation.unknown':
    'Le serveur ne connaît pas cette demande. Il est sans doute d’une autre version que cette page : rechargez-la.',
  'refusal.plan.action_only':
    'De cet événement, on ne garde que l’action : il n’a pas de propriété en usage. Gardez aussi le contexte, ou retirez « {got} ».',
  'refusal.plan.changed_meanwhile':
    'Le plan a été modifié entre-temps. Rien n’a été écrasé : rechargez la page, puis reprenez votre modification.',
  'refusal.plan.file_differs': 'Le fichier et le plan du serveur diffèrent. Rien n’a été modifié.',
  'refusal.plan.file_invalid':
    'Le fichier du plan ne convient pas{field, select, none {} other { ({field})}}. Rien n’a été modifié.',
  'refusal.plan.file_not_json': 'Le fichier du plan n’est pas du JSON. Rien n’a été modifié.',
  'refusal.plan.incomplete':
    'Pour recueillir « {got} », il faut dire à quoi cela sert, qui en répond et quel chiffre en est tiré. Il manque : {field}.',
  'refusal.plan.named_twice':
    '« {got} » figure deux fois. Gardez un seul événement, une seule propriété ou une seule question de ce nom.',
  'refusal.plan.no_draft': 'Il n’y a pas de brouillon du plan. Modifiez d’abord le plan.',
  'refusal.plan.not_planned': '« {got} » ne figure pas dans le plan.',
  'refusal.plan.nothing_new': 'Le brouillon est identique au plan approuvé : il n’y a rien à approuver.',
  'refusal.plan.sample_differs':
    'Des événements de l’échantillon ne sont pas conformes au plan. Rien n’a été modifié.',
  'refusal.plan.too_many_events':
    'Un plan compte au plus 1 000 événements. Retirez ceux que l’on ne recueille plus.',
  'refusal.plan.unknown_version': 'Le plan n’a pas de version {got}.',
  'refusal.plan.values_of_other_type': 'Une valeur permise n’est pas du type de sa propriété : {got}.',
  'refusal.notes.backwards': 'Le dernier jour vient avant le premier. Choisissez-en un plus tardif.',
  'refusal.notes.too_many':
    'Il y a déjà 2 000 notes : aucune n’a été ajoutée. Supprimez-en qui ne servent plus.',
  'refusal.notes.unknown': 'Cette note n’existe plus : elle a sans doute été supprimée.',
  'refusal.questions.not_an_insight':
    'Cette question ne s’enregistre pas : seules le peuvent celles dont la réponse est faite de chiffres. Vérifiez le nom « {got} ».',
  'refusal.questions.too_long':
    'Cette question est trop longue pour être enregistrée. Retirez des conditions, ou passez par une liste.',
  'refusal.questions.unknown': 'Cette question n’existe plus : elle a sans doute été supprimée.',
  'refusal.rejects.not_found': 'Cet événement n’est plus à traiter : il a été rejoué ou écarté entre-temps.',
  'refusal.rejects.not_json':
    'Le texte corrigé n’est pas du JSON. Rien n’a été modifié ; l’événement reste de côté.',
  'refusal.retention.bad_bracket': 'Une tranche finit avant de commencer. Écrivez-les ainsi : 1-3, 4-7.',
  'refusal.insights.bad_cursor':
    'La suite de cette liste n’est plus valable. Rechargez la page pour la relire depuis le début.',
  'refusal.insights.empty_range':
    'Les dates finissent avant de commencer. Choisissez une fin après le début.',
  'refusal.retention.interval_longer_than_row':
    'Un pas ne peut pas être plus long qu’une ligne : prenez des lignes plus longues, ou un pas plus court.',
  'refusal.retention.no_breakdown':
    'La question ne distingue pas de valeurs à comparer. Choisissez d’abord « par » quoi.',
  'refusal.retention.no_such_interval':
    'Cette période n’est pas dans la réponse. Choisissez-en une des colonnes.',
  'refusal.retention.no_such_series': 'Cette valeur n’est plus dans la réponse. Choisissez-en une autre.',
  'refusal.retention.too_many_rows':
    'Cette question donnerait trop de lignes. Resserrez les dates, ou groupez par semaine ou par mois.',
  'refusal.session.email_taken':
    'Un compte existe déjà à cette adresse. Connectez-vous, ou demandez un nouveau mot de passe.',
  'refusal.session.foreign_origin':
    'La demande ne venait pas de cette page. Ouvrez Perdure à son adresse habituelle et recommencez.',
  'refusal.session.link_not_valid':
    'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau à un administrateur.',
  'refusal.session.needed':
    'Votre session a pris fin. Connectez-vous de nouveau ; l’adresse de cette page garde la question.',
  'refusal.session.refused':
    'L’adresse et le mot de passe ne correspondent pas. Vérifiez les deux, ou demandez un nouveau mot de passe.',
  'refusal.session.sign_in_first':
    'Un compte existe déjà à cette adresse. Connectez-vous, puis ouvrez de nouveau le lien.',
  'refusal.session.too_many_attempts':
    'Trop d’essais en peu de temps. Votre compte est intact ; réessayez dans quelques minutes.',
  'refusal.session.totp_already_on':
    'La double authentification est déjà active. Désactivez-la d’abord pour en changer.',
  'refusal.session.weak_password':
    'Ce mot de passe est trop facile à deviner. Prenez au moins 12 caractères, par exemple quatre mots sans rapport.',
  'refusal.sources.unknown': 'Cette source n’existe pas dans cet espace.',
  'refusal.users.already_member': 'Cette personne a déjà accès à cet espace.',
  'refusal.users.installation_administrator':
    'Cette personne administre l’installation : son accès ne se change pas depuis un espace.',
  'refusal.time.as_of_ahead':
    'Cette date est à venir : ce qui s’y passera n’est pas encore connu. Choisissez aujourd’hui ou un jour passé, ou laissez la date vide pour maintenant.',
  'refusal.traits.not_a_number':
    'Le trait « {got} » ne contient que du texte : il ne se compare pas à un nombre. Choisissez-en un autre, ou une autre comparaison.',
  'refusal.traits.unknown':
    'Personne n’a jamais eu le trait « {got} » ici. Vérifiez son nom, ou choisissez-le dans la liste.',
  'refusal.users.last_administrator':
    'C’est le dernier administrateur de cet espace : nommez-en un autre d’abord.',
  'refusal.users.not_by_key': 'Une clé d’API ne peut pas faire cela. Connectez-vous pour le faire vous-même.',
  'refusal.users.reset_beyond_reach':
    'Cette personne appartient aussi à un autre espace : seul un administrateur de l’installation peut le faire.',
  'refusal.users.unknown': 'Cette personne n’a pas, ou plus, accès à cet espace.',
  'refusal.users.unknown_invitation': 'Cette invitation a déjà servi, a été retirée ou a expiré.',
  'refusal.health.changed_meanwhile':
    'Quelqu’un d’autre a changé ces réglages entre-temps. Rechargez la page, puis reprenez.',
  'refusal.health.no_active_people': 'Cette dimension ne compte pas de personnes actives.',
  'refusal.health.no_such_dimension':
    'Cette dimension n’est pas, ou plus, dans les réglages. Rechargez la page.',
  'refusal.health.no_such_order': 'On ne peut pas trier ainsi : cette dimension n’est pas dans les réglages.',
  'refusal.health.too_many': 'Trop de clients à juger d’un coup. Restreignez par une liste ou un attribut.',
  'refusal.health.too_many_events':
    'Trop d’événements différents dans les dimensions et les fonctions payées. Retirez-en.',
  'refusal.health.unknown_holder':
    'Ce compte n’est pas connu à cette date, ou ne remplit pas les conditions.',
  'refusal.health.unknown_version': 'Cette version des réglages n’existe pas.',
  'refusal.adoption.no_such_feature':
    'Cette fonction n’est pas, ou plus, dans la question. Rechargez la page.',
  'refusal.stickiness.no_such_bucket':
    'La réponse n’a pas autant de tranches. Choisissez l’une de ses barres.',
  'refusal.stickiness.rule_twice':
    'Une définition de la valeur a déjà sa règle et sa période. Retirez la règle de la question, ou nommez un événement.',
  'refusal.value.mere_presence':
    'Se connecter ou ouvrir une page n’est pas encore recevoir de la valeur. Choisissez ce que le client vient chercher.',
  'refusal.value.name_taken':
    'Une définition en usage s’appelle déjà « {got} ». Donnez un autre nom, ou changez celle qui existe.',
  'refusal.value.no_default':
    'Cet espace ne dit pas encore ce qu’est la valeur pour un client. Définissez-la, ou nommez un événement.',
  'refusal.value.not_by_day':
    'Cette définition de la valeur se juge par semaine ou par mois : ici, on compte des jours. Nommez un événement, ou une définition qui compte par jour ou qu’un seul événement suffit à remplir.',
  'refusal.value.not_one_event':
    'Cette définition de la valeur demande plus d’un événement par période : ici, il faut un événement, ou une définition qu’un seul suffit à remplir.',
  'refusal.value.other_period':
    'Cette définition de la valeur compte par une autre période. Posez la question avec la sienne.',
  'refusal.value.retired':
    'Cette définition de la valeur n’est plus en usage. Prenez-en une autre, ou remettez-la en usage.',
  'refusal.value.unknown': 'Cette définition de la valeur n’existe pas dans cet espace.',
  'refusal.value.unknown_version': 'Cette définition n’a pas de version {got}.',
  'refusal.value.window_too_short':
    'Ces jours peuvent ne contenir aucune période entière de cette définition de la valeur. Prenez au moins 13 jours si elle compte par semaine, 61 si elle compte par mois ; il y en a {got}.',
  'refusal.workspace.unknown': 'Cet espace n’existe pas, ou vous n’y avez pas accès.',
  'refusal.workspaces.not_installation_administrator':
    'Seul un administrateur de l’installation peut créer un espace. Demandez-le-lui.',
  'refusal.workspaces.slug_taken': 'Un autre espace a déjà cette adresse. Choisissez-en une autre.',
  'refusal.rates.bad_rate':
    'Un taux est un nombre au-dessus de 0, avec 12 décimales au plus, par exemple 0.9213. Rien n’a été importé.',
  'refusal.rates.same_currency': 'Un taux relie deux monnaies différentes. Rien n’a été importé.',
  'refusal.revenue.no_such_book':
    'Cette monnaie ou cette offre n’est pas dans la réponse. Choisissez l’une de celles qui y sont.',
  'refusal.revenue.no_such_group': 'Ce groupe n’est pas dans la réponse. Choisissez-en un qui y est.',
  'refusal.revenue.other_holders':
    'La question ne compte pas les contrats de ce type de titulaire. Choisissez l’autre.',
  'refusal.revenue.too_many_books': 'Il y a trop d’offres pour les distinguer. Choisissez-en quelques-unes.',
  'refusal.phases.same_rule': 'Cette règle est déjà celle qui s’applique.',
  'refusal.phases.meant_of_one_offer':
    'Les événements pris en compte valent pour toutes les offres. Modifiez-les dans la règle de toutes les offres.',
  'refusal.phases.unknown_offer': 'Cette offre n’existe pas dans cet espace.',
  'refusal.worklist.until_past': 'On remet à un jour à venir. Choisissez-en un après aujourd’hui.',
  'refusal.worklist.unknown_mark': 'Ce retrait n’existe pas, ou il est déjà défait.',
  'refusal.worklist.unknown_assignee':
    'Cette personne n’a pas accès à cet espace. Choisissez-en une qui peut l’ouvrir.',
};
