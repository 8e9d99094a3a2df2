export { decoded, type Encoding, type FileFacts, type Format, inflated, lookAt } from './bytes.ts';
export {
  type FieldName,
  fieldNames,
  fieldsOf,
  type ImportKind,
  importKinds,
  type Mapping,
  type Origin,
} from './columns.ts';
export { type DateShape, dateShapes, readDate } from './dates.ts';
export { detectDialect } from './detect-dialect.ts';
export { type Dialect, RowReader, rowsOf } from './dialect.ts';
export { type LocalTime, localTimeOf } from './local-time.ts';
export { type DecimalMark, decimalMarkTold, isCurrency, readAmount } from './money.ts';
export { type Period, periods } from './periods.ts';
export { type PresetName, presetNames } from './presets.ts';
export { type Column, propose, readMappingArgument, writingOf } from './propose.ts';
export type { Extras, RawRow } from './raw-row.ts';
export {
  missingFields,
  type Reading,
  type RowEvent,
  type RowRefusal,
  type RowResult,
  rowReader,
  shortened,
} from './read-row.ts';
export { type CancelKind, cancelKinds, type RowContract } from './row-contract.ts';
