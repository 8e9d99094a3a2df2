import { openJournal } from './index.ts';

/*
 * Run by the crash tests: appends numbered entries as fast as it can and prints the number of each one that was
 * acknowledged, until it is killed. With `loading` it also takes batches and finishes them.
 * Arguments: folder, first number, 'loading' or 'only'.
 */
const [folder = '', first = '0', mode = 'only'] = process.argv.slice(2);
const journal = await openJournal({ folder });
process.stdout.write('open\n');
let number = Number(first);

async function appending(): Promise<void> {
  for (;;) {
    const own = number++;
    const body = Buffer.from(JSON.stringify({ number: own, filling: 'x'.repeat((own % 7) * 900) }));
    const outcome = await journal
      .append({
        workspace: 1,
        source: 1,
        shape: 'segment.track',
        receivedAt: own,
        sentAt: null,
        events: 1,
        body,
      })
      .then(() => `acknowledged ${own}\n`)
      .catch((error) => `refused ${error.code ?? error.message}\n`);
    process.stdout.write(outcome);
  }
}

async function loading(): Promise<void> {
  for (;;) {
    const batch = await journal.next(50);
    if (batch === undefined) continue;
    const numbers = batch.entries.map(({ receivedAt }) => receivedAt);
    process.stdout.write(`loaded ${batch.id} ${numbers.join(' ')}\n`);
    await journal.finish(batch.id);
  }
}

await Promise.all([appending(), appending(), appending(), ...(mode === 'loading' ? [loading()] : [])]);
