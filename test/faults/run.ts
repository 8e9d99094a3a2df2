// Tries faults: `npm run faults [-- --short] [-- --seed 7] [-- R1 R13 …]`. Long forms unless told, all unless named.
import { parseArgs } from 'node:util';
import { keepEvidence } from './evidence.ts';
import { type Form, faultOf, faults, type ListedFault } from './list.ts';
import type { FaultReport } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, seed: { type: 'string' } },
});
const form: Form = values.short ? 'short' : 'long';
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const chosen =
  positionals.length === 0
    ? faults
    : faults.filter(({ id }) => positionals.some((name) => id === name || id.startsWith(`${name} `)));
for (const name of positionals) if (!chosen.some(({ id }) => id.startsWith(name))) faultOf(name);

const rows: Row[] = [];
for (const fault of chosen) {
  console.log(`${fault.id} …`);
  rows.push(rowOf(fault.id, await tried(fault)));
  show(rows.slice(-1));
}
console.log(`\nseed ${seed}, ${form} forms`);
show(rows);
process.exit(rows.some(({ outcome }) => outcome === 'FAILED') ? 1 : 0);

interface Row {
  readonly id: string;
  readonly fault: string;
  readonly passLine: string;
  readonly measured: string;
  readonly outcome: 'passed' | 'FAILED' | 'skipped';
}

async function tried(fault: ListedFault): Promise<FaultReport> {
  const report = await fault.tryIt(form, seed).catch((error: unknown) => broken(fault, error));
  if (report.failures.length > 0) console.log(`  kept in ${await keepEvidence(fault.id, report)}`);
  return report;
}

function broken({ id }: ListedFault, error: unknown): FaultReport {
  return {
    fault: id,
    passLine: 'the trial itself ends',
    measured: '',
    failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    evidence: { seed },
  };
}

function rowOf(id: string, { fault, passLine, measured, failures, skipped }: FaultReport): Row {
  if (skipped !== undefined) return { id, fault, passLine, measured: skipped, outcome: 'skipped' };
  if (failures.length === 0) return { id, fault, passLine, measured, outcome: 'passed' };
  return { id, fault, passLine, measured: `${failures.join('; ')} (${measured})`, outcome: 'FAILED' };
}

function show(some: readonly Row[]): void {
  for (const { id, fault, passLine, measured, outcome } of some) {
    console.log(`${outcome.padEnd(8)}${id.padEnd(12)}${fault}`);
    console.log(`${' '.repeat(20)}must: ${passLine}`);
    console.log(`${' '.repeat(20)}was:  ${measured}`);
  }
}
