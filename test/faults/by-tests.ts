import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FaultReport } from './report.ts';

const root = join(import.meta.dirname, '../..');

export interface TestWishes {
  readonly fault: string;
  /** Files of tests that try the fault. */
  readonly tests: readonly string[];
  /** How many payloads `fuzz.test.ts` sends. */
  readonly payloads?: number;
  readonly seed: number;
}

/** Faults that ordinary tests try: here again, with a seed of today and as many payloads as asked. */
export async function byTests({ fault, tests, payloads, seed }: TestWishes): Promise<FaultReport> {
  const asked = payloads === undefined ? {} : { FUZZ_PAYLOADS: String(payloads), FUZZ_SEED: String(seed) };
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...tests], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...asked },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const counts = /Tests\s+(.*)/.exec(said)?.[1] ?? 'no count';
  return {
    fault,
    passLine: `${tests.join(', ')} pass`,
    measured: counts,
    failures: code === 0 ? [] : [`vitest ended with ${code}: ${said.slice(-2_000)}`],
    evidence: { seed, payloads, said },
  };
}
