import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { contractsAnswer } from './answer.ts';
import { ContractPeopleAsk, ContractsAnswer, ContractsAsk } from './ask.ts';
import { contractPeople } from './reading.ts';

const periods = operation({
  name: 'contract-retention.periods',
  asks: {
    fr: 'Qui reste sous contrat, renouvelle, suspend, part et revient, période par période ?',
    en: 'Who stays under contract, renews, pauses, leaves and returns, period by period?',
  },
  needs: 'insights:read',
  input: ContractsAsk,
  output: ContractsAnswer,
  run: (context, ask) => contractsAnswer(context, ask),
});

const people = operation({
  name: 'contract-retention.people',
  asks: {
    fr: 'Qui a renouvelé, suspendu, quitté ou repris un contrat dans une période ?',
    en: 'Who renewed, paused, left or took up a contract in a period?',
  },
  needs: 'customers:read',
  input: ContractPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => contractPeople(context, asked),
});

/** What can be asked of those under contract. */
export const operations = [periods, people];
