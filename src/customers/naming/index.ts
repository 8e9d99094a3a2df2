export { named, namedAccount, Person } from './naming.ts';
