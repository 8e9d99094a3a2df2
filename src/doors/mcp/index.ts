export { type AssistantParts, assistantServer, type ListedOperation, toolName } from './assistant-server.ts';
export { type AssistantAsker, assistantsOverHttp, type Exchange, type HttpParts } from './over-http.ts';
export { type StdioDoor, serveStdio } from './over-stdio.ts';
