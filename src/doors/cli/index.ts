export { type CommandRunner, listenForCommands, type Progress, sendCommand } from './control.ts';
export { exitCodeOf, exitCodes } from './exit-codes.ts';
export { type Local, program, type ServeWishes } from './program.ts';
