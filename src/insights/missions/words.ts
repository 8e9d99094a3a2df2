import type { Words } from '#src/customers/frame/index.ts';
import { count, fewPeople, percent, percentRange, say } from '#src/customers/wording/index.ts';
import type { MissionsAnswer } from './ask.ts';

/** How missions are judged. */
export const definition: Words = say(
  'Une mission est un contrat d’une offre « à échéance ». Elle court jusqu’à la fin de son dernier jour ; une fin repoussée ouvre une nouvelle mission. Elle est renouvelée si sa fin est repoussée, ou si le même titulaire convient d’une autre mission qui va au-delà, au plus tard le dernier jour du délai de grâce de l’offre. Tant que ce délai court, rien n’est décidé ; ensuite elle est « non renouvelée », ce qui n’est pas une résiliation : une mission rompue avant son terme est comptée à part. Taux de succès : renouvelées ÷ (renouvelées + non renouvelées + rompues).',
  'A mission is a contract by an offer that has a term. It runs to the end of its last day; an end put off opens a new mission. It is renewed where its end is put off, or where the same holder agrees on another mission that goes beyond it, at the latest on the last day of the grace of the offer. While that runs nothing is decided; then it is “not renewed”, which is no cancellation: a mission broken off before its term counts apart. Success: renewed ÷ (renewed + not renewed + broken off).',
);

/** What the decided missions say. */
export function verdictOf({
  all,
  outcomes,
  success,
  low,
  high,
}: Pick<MissionsAnswer, 'all' | 'outcomes' | 'success' | 'low' | 'high'>): Words {
  if (all.missions === 0)
    return say('Aucune mission ne se termine à ces dates.', 'No mission ends at these dates.');
  const waiting = outcomes.in_grace.missions;
  const still =
    waiting === 0
      ? say('', '')
      : say(
          waiting === 1
            ? ' Une mission attend encore sa réponse : le délai de grâce court.'
            : ` ${count(waiting).fr} missions attendent encore leur réponse : le délai de grâce court.`,
          ` ${waiting === 1 ? 'One mission is' : `${count(waiting).en} missions are`} still to be decided: the grace runs.`,
        );
  if (!success.known)
    return say(
      `On ne peut pas encore conclure : aucune mission n’est décidée.${still.fr}`,
      `We cannot say yet: no mission is decided.${still.en}`,
    );
  const total = outcomes.renewed.missions + outcomes.not_renewed.missions + outcomes.cancelled_early.missions;
  const [share, range] = [percent(success.value), percentRange(low ?? 0, high ?? 1)];
  const [hits, of] = [count(outcomes.renewed.missions), count(total)];
  const few = total < fewPeople ? say(' : trop peu pour s’y fier', ': too few to rely on') : say('', '');
  return say(
    `${hits.fr} missions sur ${of.fr} décidées sont renouvelées, soit ${share.fr} (${range.fr})${few.fr}.${still.fr}`,
    `${hits.en} of ${of.en} decided missions are renewed: ${share.en} (${range.en})${few.en}.${still.en}`,
  );
}
