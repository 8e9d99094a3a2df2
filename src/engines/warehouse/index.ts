export { type ChdbOptions, type ChdbWarehouse, openChdb } from './chdb.ts';
export { connectWarehouse, type WarehouseAddress } from './client.ts';
export type { EngineLimits } from './engine-config.ts';
export { isWarehouseFault, WarehouseError } from './fault.ts';
export type { AskOptions, InsertOptions, Warehouse, WarehouseFault, WorkspaceWarehouse } from './port.ts';
export { hasProperty, propertyNumber, propertyText } from './property.ts';
export { openReader } from './reader.ts';
