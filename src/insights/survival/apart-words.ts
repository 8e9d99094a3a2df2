import type { Words } from '#src/customers/frame/index.ts';
import { percent, say, written } from '#src/customers/wording/index.ts';
import type { ApartAnswer, ApartAsk } from './apart-ask.ts';
import { definition } from './terms.ts';

type Group = ApartAnswer['groups'][number];

const periods: Readonly<Record<string, Words>> = {
  '': say('payé une fois', 'paid once'),
  day: say('au jour', 'by the day'),
  week: say('à la semaine', 'by the week'),
  month: say('au mois', 'by the month'),
  quarter: say('au trimestre', 'by the quarter'),
  semester: say('au semestre', 'by the half-year'),
  year: say('à l’année', 'by the year'),
};

/** What a group is called. */
export function groupName(by: ApartAsk['by'], { kind, value }: Pick<Group, 'kind' | 'value'>): Words {
  if (kind === 'others') return say('les autres', 'the others');
  if (kind === 'missing' || value === null) return say('sans valeur connue', 'no value known');
  return (by === 'period' ? periods[value] : undefined) ?? say(value, value);
}

/** How contracts of groups are counted and tested. */
export const apartDefinition: Words = say(
  `${definition.fr} Chaque titulaire compte une fois dans un groupe, par son premier contrat là, commencé dans la période. Par offre ou par périodicité, qui change termine un contrat et en commence un autre ; par trait, un changement d’offre n’est pas une fin, et le trait est celui de l’instant de la question. Le test est celui du log-rank, sur les courbes entières ; un groupe de moins de 5 titulaires ou de 5 fins attendues est dessiné, mais pas jugé ; les paires sont corrigées pour leur nombre (Benjamini–Hochberg).`,
  `${definition.en} Each holder counts once in a group, by the first contract there that began in the range. By offer or period of payment, a change ends one contract and begins another; by trait, a change of offer is no end, and the trait is that of the question's instant. The test is the log-rank test, of the whole curves; a group of fewer than 5 holders or 5 expected ends is drawn, but not judged; pairs are corrected for their number (Benjamini–Hochberg).`,
);

const subject = (by: ApartAsk['by']): Words =>
  by === 'offer'
    ? say('Les offres', 'Offers')
    : by === 'period'
      ? say('Les périodicités de paiement', 'Periods of payment')
      : say(`Les groupes par « ${by.trait} »`, `Groups by “${by.trait}”`);

/** Whether groups differ, by how much by chance, and who stays longest and shortest. */
export function apartVerdict(
  by: ApartAsk['by'],
  groups: readonly Group[],
  { chiSquare, p, verdict }: ApartAnswer['difference'],
): Words {
  const who = subject(by);
  if (verdict === 'cannot_say' || !p.known || !chiSquare.known)
    return say(
      `On ne peut pas dire si la durée diffère : il faut deux groupes d’au moins 5 titulaires et 5 fins attendues.`,
      `We cannot say whether contracts last longer: it takes two groups of at least 5 holders and 5 expected ends.`,
    );
  const [fr, en] = (['fr', 'en'] as const).map(
    (language) =>
      `χ² = ${written(language, chiSquare.value, { maximumFractionDigits: 2 })}, p ${pSaid(language, p.value)}`,
  );
  if (verdict === 'no_difference_found')
    return say(
      `${who.fr} ne diffèrent pas nettement par la durée des contrats (${fr}).`,
      `${who.en} do not clearly differ in how long contracts last (${en}).`,
    );
  const ends = endsWords(groups);
  return say(
    `${who.fr} diffèrent par la durée des contrats, probablement pas par hasard (${fr}).${ends.fr}`,
    `${who.en} differ in how long contracts last, probably not by chance (${en}).${ends.en}`,
  );
}

/** 0.47 as it is; below 0.001 only that. */
const pSaid = (language: 'fr' | 'en', p: number): string =>
  p < 0.001
    ? `< ${written(language, 0.001, { maximumFractionDigits: 3 })}`
    : `= ${written(language, p, { maximumFractionDigits: p < 0.1 ? 3 : 2 })}`;

/** The groups with most and fewest ends for what one law for all would have brought. */
function endsWords(groups: readonly Group[]): Words {
  const judged = groups
    .flatMap(({ name, ended, contracts, expected }) =>
      expected === null ? [] : [{ name, ended, contracts, by: ended / expected }],
    )
    .sort((a, b) => a.by - b.by);
  const [longest, shortest] = [judged[0], judged.at(-1)];
  if (longest === undefined || shortest === undefined) return say('', '');
  const share = ({ ended, contracts }: typeof longest) => percent(ended / contracts);
  return say(
    ` Le plus longtemps : ${longest.name.fr} (${share(longest).fr} terminés) ; le moins : ${shortest.name.fr} (${share(shortest).fr}).`,
    ` Longest: ${longest.name.en} (${share(longest).en} ended); shortest: ${shortest.name.en} (${share(shortest).en}).`,
  );
}
