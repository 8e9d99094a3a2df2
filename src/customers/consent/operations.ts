import { of } from './of.ts';
import { record } from './record.ts';
import { topicOperations } from './topics.ts';

/** What can be asked of consents. */
export const operations = [of, record, ...topicOperations] as const;
