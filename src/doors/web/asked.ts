import type { z } from 'zod';
import type { CompareAsk, Compared } from '#src/insights/comparison/index.ts';
import type {
  RetentionAsk,
  RetentionGrid,
  RetentionPeople,
  RetentionPeopleAsk,
  RetentionTrend,
  RetentionTrendAsk,
} from '#src/insights/retention/index.ts';

export interface List {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly unit: 'customer' | 'account';
}

export interface Question {
  readonly id: string;
  readonly name: string;
  readonly operation: string;
  readonly ask: unknown;
}

/** What the pages ask, by name: the types come from the operations' own declarations. */
export interface Asked {
  'retention.grid': { input: z.input<typeof RetentionAsk>; output: RetentionGrid };
  'retention.people': { input: z.input<typeof RetentionPeopleAsk>; output: RetentionPeople };
  'retention.trend': { input: z.input<typeof RetentionTrendAsk>; output: RetentionTrend };
  'retention.compare': { input: z.input<typeof CompareAsk>; output: Compared };
  'lists.list': { input: Record<string, never>; output: { lists: List[] } };
  'lists.save': {
    input: { name: string; unit: 'customer' | 'account'; from: z.input<typeof RetentionPeopleAsk> };
    output: { list: List };
  };
  'questions.list': { input: Record<string, never>; output: { questions: Question[] } };
  'questions.save': {
    input: { name: string; operation: string; ask: unknown };
    output: { question: Question };
  };
  'questions.delete': { input: { id: string }; output: unknown };
  'events.catalogue': {
    input: Record<string, never>;
    output: {
      first: string | null;
      last: string | null;
      events: { event: string; count: number; properties: string[] }[];
      traits: string[];
    };
  };
}

export type OperationName = keyof Asked;
