export { CustomerNumber, named, namedAccount, Person } from './naming.ts';
