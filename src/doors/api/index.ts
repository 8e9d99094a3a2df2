export { buildApi } from './build-api.ts';
export { type CsvManners, csvOf } from './csv.ts';
export type {
  ApiParts,
  ApiSettings,
  ArrivingFile,
  AssistantsDoor,
  ImportsDoor,
  LiveDoor,
  ReadinessCheck,
} from './parts.ts';
