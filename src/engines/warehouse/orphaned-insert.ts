import { openChdb } from './index.ts';

/**
 * A process that is killed while its engine stores rows slowly: `node orphaned-insert.ts FOLDER`. Says "storing" once
 * the insert is on its way.
 */
const [folder = ''] = process.argv.slice(2);
const warehouse = await openChdb({ folder });
const stored = warehouse.insert('door', Buffer.from('{"n":1}\n'.repeat(100)), { token: 'b1' });
setTimeout(() => process.stdout.write('storing\n'), 300);
await stored;
