import type { Words } from '#src/customers/frame/index.ts';
import type { PhaseRule } from '#src/customers/phases/index.ts';
import { count, percent, say, written } from '#src/customers/wording/index.ts';
import type { Warnings } from './ask.ts';

/** How often warnings were wrong. */
export function warningsVerdict(told: Omit<Warnings, 'verdict' | 'definition' | 'asOf' | 'timezone'>): Words {
  const { raised, wrong, late, gone, perThousandWeeks } = told;
  if (raised === 0)
    return say('Aucune alerte n’a été levée pendant ces jours.', 'No warning was raised on these days.');
  const decided = wrong + late + gone;
  const alerts = say(
    `${count(raised).fr} alerte${raised < 2 ? '' : 's'}`,
    `${count(raised).en} warning${raised === 1 ? '' : 's'}`,
  );
  if (decided === 0)
    return say(
      `${alerts.fr}, sur lesquelles on ne peut pas encore conclure.`,
      `${alerts.en}, of which we cannot say anything yet.`,
    );
  const share = percent(wrong / decided);
  const rate = perThousandWeeks.known
    ? say(
        `, soit ${written('fr', perThousandWeeks.value, { maximumFractionDigits: 1 })} pour 1 000 membres et par semaine`,
        `, ${written('en', perThousandWeeks.value, { maximumFractionDigits: 1 })} per 1,000 members and week`,
      )
    : say('', '');
  return say(
    `${alerts.fr} ; sur ${count(decided).fr} jugée${decided < 2 ? '' : 's'}, ${share.fr} étai${wrong < 2 ? 't fausse' : 'ent fausses'}${rate.fr}.`,
    `${alerts.en}; of ${count(decided).en} judged, ${share.en} were wrong${rate.en}.`,
  );
}

/** How often a warning is wrong, to stand beside one. */
export function falseAlarmsWords(wrong: number, judged: number): Words {
  if (judged === 0)
    return say(
      'Combien de ces alertes sont fausses, on ne le sait pas encore : aucune n’a pu être jugée.',
      'How many of these warnings are wrong is not known yet: none could be judged.',
    );
  const share = percent(wrong / judged);
  return say(
    `En un an, ${share.fr} de ces alertes étaient fausses (${count(judged).fr} jugée${judged < 2 ? '' : 's'}).`,
    `In a year, ${share.en} of these warnings were wrong (${count(judged).en} judged).`,
  );
}

export const warningsDefinition = ({ level, leastGaps, leastDays }: PhaseRule['warning']): Words => {
  const share = levelWords(level);
  return say(
    `Une alerte est levée quand le silence dépasse ce que ${share.fr} des écarts de la personne ne dépassent pas, jamais avant ${leastDays} jours, si au moins ${leastGaps} écarts sont connus. Fausse : la personne est revenue d’elle-même avant deux fois cette limite. Celles suivies d’une action ne sont pas jugées.`,
    `A warning is raised when a silence is longer than ${share.en} of the person’s own gaps are, never before ${leastDays} days, where at least ${leastGaps} gaps are known. Wrong: the person came back by themselves before twice that limit. Those followed by an action are not judged.`,
  );
};

/** 99.5 %, where whole percents would say 100. */
const levelWords = (level: number): Words => {
  const digits = { style: 'percent', maximumFractionDigits: 1 } as const;
  return say(written('fr', level, digits), written('en', level, digits));
};
