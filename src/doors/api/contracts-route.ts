import { z } from 'zod';
import { answer } from '#src/access/index.ts';
import { askEngines, unknownOperation } from './ask-routes.ts';
import type { Askers } from './asker.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';

const One = z
  .looseObject({ contract: z.string(), startsAt: z.string() })
  .describe('A contract, with the fields of contracts.record');

/**
 * `POST /api/contracts`: what a shop or a billing system tells of contracts as it happens. It is `contracts.record` under an
 * address of its own, whose key makes a repeat harmless for good: key, answer and versions stand in one transaction.
 */
export const contractsRoute = (parts: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/contracts',
    says: 'Records what is known of a contract, or of up to 1,000: as contracts.record. Under one Idempotency-Key the same body is answered the same for 30 days, another body is refused; the same terms again make no new version.',
    by: 'key or session',
    // What each must be is checked, and refused by field, where contracts are recorded.
    body: z.union([
      z.array(z.unknown()).describe('Contracts'),
      z.looseObject({ contracts: z.array(One).optional() }).describe('A contract, or { "contracts": […] }'),
    ]),
    answer: z.looseObject({ recorded: z.int(), unchanged: z.int() }),
    refusals: [400, 409],
    run: async (request, reply, body) => {
      const { actor, workspace } = await askers.of(request, reply);
      const operation = parts.operations.find(({ name }) => name === 'contracts.record');
      if (operation === undefined) return unknownOperation('contracts.record');
      const key = request.headers['idempotency-key'];
      const contracts = Array.isArray(body) ? body : (body.contracts ?? [body]);
      const input = { contracts, ...(key === undefined ? {} : { key: String(key) }) };
      return answer(askEngines(parts), { operation, workspace, actor, input });
    },
  });
