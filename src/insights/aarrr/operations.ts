import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { Board, BoardAsk, BoardPeopleAsk } from './ask.ts';
import { boardOf } from './board.ts';
import { boardPeople } from './people.ts';

const board = operation({
  name: 'aarrr.board',
  asks: {
    fr: 'Jusqu’où vont les nouveaux clients : activés, restés, acheteurs, parrains ?',
    en: 'How far do newcomers come: activated, retained, buying, referring?',
  },
  needs: 'insights:read',
  input: BoardAsk,
  output: Board,
  run: (context, ask) => boardOf(context, ask),
});

const people = operation({
  name: 'aarrr.people',
  asks: { fr: 'Qui est arrivé à cette étape, et qui non ?', en: 'Who got to this stage, and who did not?' },
  needs: 'customers:read',
  input: BoardPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => boardPeople(context, ask),
});

/** What can be asked of the five stages. */
export const operations = [board, people];
