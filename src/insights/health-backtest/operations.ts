import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { BacktestAnswer, BacktestAsk, BacktestPeopleAsk } from './ask.ts';
import { backtestOf } from './backtest.ts';
import { pageOf } from './people.ts';

const backtest = operation({
  name: 'health.backtest',
  asks: {
    fr: 'De ceux qui sont partis, combien étaient au rouge avant, et combien de fausses alertes ?',
    en: 'Of those who left, how many were red before, and how many false alarms?',
  },
  needs: 'insights:read',
  input: BacktestAsk,
  output: BacktestAnswer,
  run: (context, ask) => backtestOf(context, ask),
});

const people = operation({
  name: 'health.backtest-people',
  asks: {
    fr: 'Qui sont les comptes derrière ce chiffre de la vérification ?',
    en: 'Which accounts are behind this number of the back-test?',
  },
  needs: 'customers:read',
  input: BacktestPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => pageOf(context, ask),
});

/** What can be asked of the past of health. */
export const operations = [backtest, people];
