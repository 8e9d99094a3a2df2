export { describeUser, hasInstallationAdmin, type User, userById } from './accounts.ts';
export { openAttempts } from './attempts.ts';
export { type Entrance, type LinkView, type Newcomer, openEntrance } from './entrance.ts';
export { type LinkParts, type SendLetter, sendForgotten } from './invitations.ts';
export { roleOf, seatsOf } from './members.ts';
export { userOperations } from './operations.ts';
export { longestPassword } from './password.ts';
export { type Enrolment, openSecondFactor, type SecondFactor } from './second-factor.ts';
export {
  type Device,
  openSessions,
  type Session,
  type Sessions,
  type Signed,
  tidy,
  type Visit,
  type WithCookies,
} from './sessions.ts';
export { signInMachinery } from './sign-in.ts';
