/** How what we send is called, in small letters: an e-mail delivered or opened, a message, a text. As engines read it, too. */
export const messageNames = '^(email|message|sms) ';

const messages = new RegExp(messageNames, 'i');

/** What says who somebody is. */
const noDeed = /^(identify|group|alias|perdure\..*)$/i;

/** What was sent to somebody, and what became of it: nothing they set out to do. By its name, as clients call it. */
export const isOurMessage = (event: string): boolean => messages.test(event);

/** Something people do themselves: neither what says who they are nor what was done to them. */
export const isTheirDeed = (event: string): boolean => !noDeed.test(event) && !isOurMessage(event);
