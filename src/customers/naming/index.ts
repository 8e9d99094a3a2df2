export { accountNames, CustomerNumber, named, namedAccount, namedAccounts, Person } from './naming.ts';
