import { SingleBar } from 'cli-progress';
import type { Progress } from './control.ts';
import type { Words } from './words.ts';

/** What the command line shows: answers on standard output, progress on a terminal's standard error only. */
export class Screen {
  readonly #language: 'fr' | 'en';
  readonly #words: Words;
  #bar: SingleBar | undefined;

  constructor(language: 'fr' | 'en', words: Words) {
    this.#language = language;
    this.#words = words;
  }

  readonly progress: Progress = (step) => {
    if (!process.stderr.isTTY) return;
    const { done, total, unit } = step;
    if (typeof done !== 'number' || typeof total !== 'number') {
      process.stderr.write(`${String(step.step ?? '')}\n`);
      return;
    }
    if (this.#bar === undefined) {
      this.#bar = new SingleBar({
        format: `{bar} {percentage} %  {rows} ${this.#words.rows}  {speed} ${this.#words.perSecond}  {left} ${this.#words.left}`,
        stream: process.stderr,
        hideCursor: true,
      });
      this.#bar.start(total, 0, { rows: 0, speed: 0, left: '' });
    }
    this.#bar.update(done, {
      rows: step.rows ?? '',
      speed: step.speed ?? '',
      left: step.left ?? '',
      unit,
    });
  };

  /** An answer: JSON where asked for, else as a person reads it. */
  show(answer: unknown, json = false, headline?: string): void {
    this.#bar?.stop();
    if (json) {
      process.stdout.write(`${JSON.stringify(answer, null, process.stdout.isTTY ? 2 : undefined)}\n`);
      return;
    }
    if (headline !== undefined) process.stdout.write(`${headline}\n`);
    process.stdout.write(`${readable(answer)}\n`);
  }

  /** The operations: name and question in words. */
  showOperations(answer: unknown, json: boolean): void {
    if (json || !Array.isArray(answer)) {
      this.show(answer, json);
      return;
    }
    for (const { name, asks } of answer as { name: string; asks: Record<'fr' | 'en', string> }[]) {
      process.stdout.write(`${name.padEnd(28)} ${asks[this.#language]}\n`);
    }
  }
}

/** Names and values, indented; nothing a person would have to parse. */
function readable(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value.map((one) => `${indent}- ${readable(one, `${indent}  `).trimStart()}`).join('\n');
  if (typeof value !== 'object' || value === null) return `${indent}${String(value ?? '–')}`;
  return Object.entries(value)
    .map(([name, held]) =>
      typeof held === 'object' && held !== null
        ? `${indent}${name}:\n${readable(held, `${indent}  `)}`
        : `${indent}${name}: ${String(held ?? '–')}`,
    )
    .join('\n');
}
