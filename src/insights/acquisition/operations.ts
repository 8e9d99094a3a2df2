import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { AcquisitionPeopleAsk, AcquisitionTable, TableAsk } from './ask.ts';
import { recognised } from './csv.ts';
import { importCsv, importRows } from './import.ts';
import {
  Campaigns,
  ImportAsk,
  ImportCsvAsk,
  Imported,
  RecogniseAsk,
  Recognised,
  RemoveAsk,
} from './import-ask.ts';
import { peopleOf } from './people.ts';
import { campaignsOf, removeDays } from './store.ts';
import { tableOf } from './table.ts';

const table = operation({
  name: 'acquisition.table',
  asks: {
    fr: 'Quelles campagnes amènent des clients qui restent ?',
    en: 'Which campaigns bring customers who stay?',
  },
  needs: 'insights:read',
  input: TableAsk,
  output: AcquisitionTable,
  run: (context, ask) => tableOf(context, ask),
});

const people = operation({
  name: 'acquisition.people',
  asks: { fr: 'Qui cette campagne a-t-elle amené ?', en: 'Whom did this campaign bring?' },
  needs: 'customers:read',
  input: AcquisitionPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => peopleOf(context, ask),
});

const importing = operation({
  name: 'acquisition.import',
  asks: {
    fr: 'Importer les coûts, affichages, clics, envois et réponses des campagnes',
    en: 'Import costs, impressions, clicks, sends and replies of campaigns',
  },
  needs: 'data:write',
  writes: true,
  input: ImportAsk,
  output: Imported,
  run: (context, ask) => importRows(context, ask),
});

const importingCsv = operation({
  name: 'acquisition.import-csv',
  asks: {
    fr: 'Importer les chiffres des campagnes depuis un fichier CSV',
    en: 'Import the figures of campaigns from a CSV file',
  },
  needs: 'data:write',
  writes: true,
  input: ImportCsvAsk,
  output: Imported,
  run: (context, ask) => importCsv(context, ask),
});

const recognising = operation({
  name: 'acquisition.recognise',
  asks: {
    fr: 'Ce fichier contient-il des chiffres de campagnes ?',
    en: 'Does this file hold figures of campaigns?',
  },
  needs: 'data:read',
  input: RecogniseAsk,
  output: Recognised,
  run: async (_context, { head }) => recognised(head),
});

const campaigns = operation({
  name: 'acquisition.campaigns',
  asks: { fr: 'Quels chiffres de campagne sont importés ?', en: 'Which figures of campaigns are imported?' },
  needs: 'insights:read',
  input: z.object({}),
  output: Campaigns,
  run: (context) => campaignsOf(context),
});

const remove = operation({
  name: 'acquisition.remove',
  asks: {
    fr: 'Retirer les chiffres importés d’une campagne',
    en: 'Take away the imported figures of a campaign',
  },
  needs: 'data:write',
  writes: true,
  input: RemoveAsk,
  output: z.object({ removed: z.int() }),
  run: (context, ask) => removeDays(context, ask),
});

/** What can be asked of campaigns and of the customers they bring. */
export const operations = [table, people, importing, importingCsv, recognising, campaigns, remove];
