import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { inOrder, Plan } from './document.ts';
import { requireSound } from './sound.ts';

/** How the plan is called in a repository. */
export const planFileName = 'perdure.plan.json';

const PlanFile = z.strictObject({ perdurePlan: z.literal(1), ...Plan.shape });

/** The plan as a file for a repository: JSON in one order, so that a change of the plan is a change of its lines. */
export const planFile = (plan: Plan): string =>
  `${JSON.stringify(PlanFile.parse({ perdurePlan: 1, ...inOrder(plan) }), null, 2)}\n`;

/**
 * Reads such a file.
 *
 * @throws DomainError `plan.file_not_json`, `plan.file_invalid` with the field at fault, and what `requireSound` refuses
 */
export function readPlanFile(text: string): Plan {
  const read = PlanFile.safeParse(jsonOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new DomainError('plan.file_invalid', {
      field: pathOf(issue?.path ?? []),
      expected: issue?.message ?? 'a plan of events',
    });
  }
  const { perdurePlan: _format, ...plan } = read.data;
  requireSound(plan);
  return inOrder(plan);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new DomainError('plan.file_not_json', {
      expected: 'a plan of events as JSON, as `perdure plan pull` writes it',
      got: error instanceof Error ? error.message : String(error),
    });
  }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
