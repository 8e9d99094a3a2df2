/** What engines and browsers alike read in small letters: what we send, a space or `_`, and what became of it. */
const sendings = '(e-?mail|courriel|sms|push|push[ _]notification|notification[ _]push)';

/** An address confirmed or a code typed in is no such verb: that is what somebody did, not what we did. */
const ourVerbs =
  'sent|delivered|opened|(link[ _])?clicked|tapped|bounced|dropped|complained|marked[ _]as[ _]spam|unsubscribed|failed';
const ourVerbsInFrench =
  '(envoy|délivr|distribu|cliqu|rejet|échou|désabonn)(é|ée)|remis|remise|non[ _]remis|ouvert|ouverte|désinscrit';

/**
 * How what we send is called, in small letters: an e-mail delivered or opened, a text that failed, and messages of our own.
 * The whole name: one name too many would hide what people do (`Email Verified`, or `Message Sent` where they chat).
 */
export const messageNames = `^(perdure[.]message_.*|${sendings}[ _](${ourVerbs}|${ourVerbsInFrench}))$`;

const messages = new RegExp(messageNames);

/** What says who somebody is. */
const noDeed = /^(identify|group|alias|perdure\..*)$/i;

/** What was sent to somebody, and what became of it: nothing they set out to do. By its name, as clients call it. */
export const isOurMessage = (event: string): boolean => messages.test(event.toLowerCase());

/** Something people do themselves: neither what says who they are nor what was done to them. */
export const isTheirDeed = (event: string): boolean => !noDeed.test(event) && !isOurMessage(event);
