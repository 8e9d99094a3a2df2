/** How often a contract is paid. */
export const periods = ['day', 'week', 'month', 'quarter', 'semester', 'year'] as const;
export type Period = (typeof periods)[number];

const words: Readonly<Record<Period, RegExp>> = {
  day: /^(1? ?d|daily|days?|jours?|jour|quotidien(ne)?)$/,
  week: /^(1? ?w|weekly|weeks?|semaines?|hebdo(madaire)?)$/,
  month: /^(1? ?m|1 month|monthly|months?|mois|1 mois|mensuel(le)?|per month)$/,
  quarter: /^(1? ?q|quarterly|quarters?|3 months|trimestre|trimestriel(le)?|3 mois)$/,
  semester: /^(semester|half-?year(ly)?|6 months|semestre|semestriel(le)?|6 mois)$/,
  year: /^(1? ?y|1 year|yearly|years?|annual(ly)?|annee|an|1 an|annuel(le)?|12 months|12 mois)$/,
};

/** Reads a period in French or English; null where it is none of them. */
export function periodOf(text: string): Period | null {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').trim().toLowerCase();
  return periods.find((period) => words[period].test(plain)) ?? null;
}
