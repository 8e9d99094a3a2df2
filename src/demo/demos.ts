import { gym } from './gym/index.ts';
import type { Demo, DemoKind, Making } from './making/index.ts';
import { ski } from './ski/index.ts';
import { software } from './software/index.ts';
import { streaming } from './streaming/index.ts';

const makers: Readonly<Record<DemoKind, (making: Making) => Demo>> = { gym, streaming, b2b: software, ski };

/** Makes one demo, whole and in memory: the same `now` and language give the same bytes. At most 1.5 s, 300 MB. */
export const makeDemo = (kind: DemoKind, making: Making): Demo => makers[kind](making);
