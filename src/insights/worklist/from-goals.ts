import { stuckGoals } from '#src/customers/goals/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type { Finding, Looking } from './finding.ts';
import { idleDays } from './reasons.ts';

/** Whose goal does not advance. */
export async function fromGoals({ context, dayOf }: Looking): Promise<Finding[]> {
  const units = ['customer', 'account'] as const;
  const found = await Promise.all(
    units.map(async (kind) => {
      const stuck = await stuckGoals(context, kind, idleDays);
      return stuck.map(({ key, goal, next, late, quietSince }): Finding => {
        const step = say(`action ${next.place}, « ${next.name} »`, `action ${next.place}, “${next.name}”`);
        return {
          kind,
          key,
          reason: 'goal_stuck',
          occurrence: `${goal.id} ${next.place}`,
          since: dayOf(quietSince),
          due: null,
          words: late
            ? say(
                `Objectif « ${goal.name} » : ${step.fr}, délai passé`,
                `Goal “${goal.name}”: ${step.en}, its days are over`,
              )
            : say(
                `Objectif « ${goal.name} » : rien depuis plus de ${idleDays} jours, ${step.fr}`,
                `Goal “${goal.name}”: nothing for more than ${idleDays} days, ${step.en}`,
              ),
        };
      });
    }),
  );
  return found.flat();
}
