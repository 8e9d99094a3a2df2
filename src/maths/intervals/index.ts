export { newcombe } from './newcombe.ts';
export {
  type EstimatedShare,
  estimateShare,
  type Interval,
  type Proportion,
  pooledShare,
  wilson,
} from './wilson.ts';
