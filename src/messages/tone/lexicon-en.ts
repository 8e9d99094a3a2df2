import type { PhraseTable } from './phrases.ts';

/** Words that strengthen and change nothing. */
const adv = 'really|truly|so|very|all|sorely|already|still|deeply|dearly|always|often|just|been|have|do';
const be = 'are|were|is|was|am|be|been';
const came =
  'visited|ordered|been|come|trained|bought|booked|used|opened|played|listened|watched|shopped|stopped|dropped|checked|logged|signed|worked|purchased';
const trusting =
  'trust thank thanks loyal loyalty customer customers member promised asked waiting waited requested';

/** English, as one table; contractions are undone ("we've" is "we have", "it's" is "it is"). */
export const englishPhrases: PhraseTable = {
  guilt: [
    {
      grade: 'block',
      phrases: [
        `we|i ${adv}? ${adv}? miss|missing you`,
        `we have ${adv}? missed you`,
        `we|i are|am|were ${adv}? missing you`,
        '^missing|miss you',
        'we|i miss|missed|missing having|seeing|your you|your|smile|face|energy|company|laugh|presence|smiling',
        `you ${be} ${adv}? missed`,
        `you will ${adv}? be missed`,
        `you ${adv}? ${adv}? forgot|forgotten|abandoned|ditched|ghosted|dumped|ignored about? us`,
        'forgotten|forgot|forget about us',
        'have|did you ~ forgotten|forgot|forget|abandon|abandoned us',
        `you ${be}? ghosting|ignoring|avoiding us`,
        'not|never leave|abandon|forget us',
        'not give up on us',
        'something we said|did',
        'did we do ~ wrong',
        'what did we do',
        'come back to us',
        'please come back',
        'break|breaks|broke|breaking our heart|hearts',
        'broken hearted|heart|hearts',
        'heartbroken',
        'not|never ~ same without you',
        'empty|lonely|sad|incomplete|lost without you',
        'not you ~ love|like|want|need us',
        'misses you',
        'hurts|hurt|hard to see you go|leave|leaving',
        'please do not go $',
        'please stay with us',
        'mad|angry|upset with|at us',
        'you left us',
        'why did you leave|go',
        'coaches|team|everyone|everybody|gym ~ miss|misses|missed you',
      ],
    },
    {
      grade: 'block',
      phrases: [
        `we|i ${adv}? ${adv}? missed you`,
        `we|i ${adv}? ${adv}? lost you`,
        'have|did we lost|lose you',
        `we|i are|am|were|feel ${adv}? sad|lonely|hurt|devastated`,
      ],
      unless: 'parcel package delivery courier door call line connection meeting loss',
    },
    { phrases: ['sad|sorry|hate to see you go|leave|leaving', 'still|always waiting for you'] },
  ],
  intimacy: [
    {
      grade: 'block',
      phrases: [
        `we|i ${adv}? love|adore you $`,
        'we|i love|adore you so|guys|all|too|dearly|very|to',
        'we|i ~ care about you $',
        'sending you ~ hugs|love|kisses',
        'lots|much of? love',
        'love from ~ team|us|everyone',
      ],
    },
    {
      phrases: [
        'hi|hello|hey|dear my? friend|bestie|buddy|sweetie|darling|gorgeous|beautiful|lovely|stranger|honey|dear|love',
        'hugs and? kisses?',
        'xoxo',
        `we|i ${be} ${adv}? thinking of|about you`,
        `we|i ${adv}? think of|about you`,
        'part of our|the big? family',
        'you mean ~ to us',
        'like old friends',
        'as your friend|friends',
        'we know you ~ well|inside',
        'more than just? a|just customer|member|client|subscriber',
        'between us friends|two',
      ],
    },
  ],
  absence: [
    {
      phrases: [
        'we|i have not seen|heard you|from|much',
        'we|i have not ~ seen you',
        'we|i do|never not? see you ~ anymore|lately|around|much|more',
        'we|i no longer see you',
        'long time no see',
        '^have not seen|heard',
        'where have|did you been|go|gone',
        'where are you hiding',
        'dropped|fallen|fell off our|the radar|map',
        'looks|seems like you have been ~ elsewhere|busy|away',
        'you have ~ disappeared|vanished',
        'you disappeared|vanished',
        'your ~ last|latest? visit|order|session|workout|login|purchase was|is ~ ago',
        'last saw you',
      ],
    },
    { phrases: ['your long? absence'], unless: 'during justify notify report medical' },
    {
      phrases: [
        'it|its has|is|been been? a|so|too|quite|ages|forever ~ while|long|time|minute|ages',
        'been a ~ while|minute',
        'been so|too long',
        'been ages|forever',
        '# day|days|week|weeks|month|months|year|years since you|your|we',
        'while|long since you|we|your',
      ],
      unless: `${trusting} renewed released rolled fixed repaired`,
    },
    {
      phrases: [
        `you have not ${came} ~ ~ in|for|since|lately|recently|ago`,
        `you have not ${came} lately|recently`,
        `noticed|seen|saw|see that? you have not ~? ${came}`,
        `noticed|saw|see that? you ${be} not|no ~ anymore|longer`,
        `you ${be}|have ${adv}? away|gone|quiet|inactive|absent|silent|missing|distant`,
        'you no longer come|visit|order|train|open|use|play|listen|watch|log',
        'you do not come|visit|order|train|log ~ anymore|longer',
        'you stopped coming|visiting|ordering|training|using|logging|opening',
      ],
      unless: 'if when while whenever until',
    },
  ],
  pressure: [
    {
      phrases: [
        'last|final chance|chances|opportunity|call|hours|warning',
        'hurry up?',
        'act now|fast|quickly|today',
        'now or never',
        'before it is too late',
        'before it is|are gone',
        'not miss|lose out|it|this',
        'you will|would regret',
        'limited time offer|only|deal?',
        'limited|exclusive offer|offers|deal|deals|stock',
        'only # left|days|hours|spots|seats|places|minutes|remaining',
        'offer|deal|sale|discount|promotion ~ expires|ends|ending|expiring ~ soon|today|tonight|midnight|hours',
        'almost|nearly gone',
        'running out of? time|stock|fast?',
        'time is running out',
        'selling fast|out',
        'while stocks|supplies last',
        'everyone|everybody is talking|doing|joining',
        'right now $',
      ],
      unless: 'session appointment parcel visit webinar class open here',
    },
    {
      phrases: ['^urgent'],
      unless: 'leak closed closure safety recall outage incident alert water power repair',
    },
  ],
  vague: [{ phrases: ['click|tap|press here'] }],
  promo: [
    {
      phrases: [
        '-%',
        '% off|discount|cheaper',
        'promo|promotional|discount|coupon|voucher code|codes',
        'promo|promos|coupon|coupons|discounts',
        'a|our|special|extra|with|your discount',
        'special|exclusive|limited|unbeatable|flash|introductory offer|offers|deal|deals|price|prices|sale',
        'great|best|hot deal|deals|bargain|bargains',
        'our|the|big|summer|winter|spring|autumn sale|sales',
        'black friday',
        'free trial',
        'upgrade to|now|today',
        ',discover|explore our ~ new|range|collection|plans|offers',
        'refer a|your|friends friend|friends',
        ',shop|buy now|today|our',
        ',save %|#',
      ],
    },
  ],
  apology: [
    {
      phrases: [
        'we|i are|am ~ sorry',
        '^sorry',
        'so|very|truly|deeply|really sorry',
        'apologise|apologize|apologies|apology|apologising|apologizing',
        'forgive us',
        'we ~ regret',
        'we should have',
        'our fault|mistake',
        'we let you down',
      ],
      unless: 'go leave leaving missed parcel miss',
    },
  ],
  fix: [
    {
      phrases: [
        'fixed|repaired|restored|resolved|corrected|fixing|repairing|restoring|correcting',
        'refund|refunds|refunded|refunding|reimburse|reimbursed',
        'credited|crediting|replaced|replacing|replacement|replacements|extended|waived',
        'back online|up|working',
        'back in|to service|normal',
        'works|working|available|open again|normally',
        'sorted out?',
        'went|sent|delivered|recovered out|again',
        'delivered|recovered|resent',
        'put ~ right',
      ],
    },
  ],
  help: [
    {
      phrases: [
        'need ~ motivation|help|advice|hand|support|boost|tips|guidance|push|reminder',
        'help|helps|helping you',
        'will|can|to|is help|show|guide|walk|coach you',
        'show|shows|guide|guides|walk|walks|coaches you',
        'here is|are how',
        'here is|are your|the|three|# step|steps|tips|exercises',
        'answer|answers ~ question|questions',
        'with a|your|our|the coach|trainer|adviser|advisor|expert|specialist',
        'your|a coach|trainer|adviser|advisor',
        'step by step',
        'step #',
        'lend|give ~ hand',
        'plan|programme|program|session|workout ~ adapted|tailored|gentle',
        'gentle|tailored|adapted plan|programme|program|session|restart|workout',
        'ease back',
      ],
    },
  ],
  step: [
    {
      phrases: [
        ',come|drop|book|resume|reply|call|choose|pick|open|try|start|watch|download|write|join|continue|finish|complete',
        ',activate|add|import|plan|take|ask|test|send|sign|confirm|check|read|tell|follow|log|see|set|review|get|connect|register|schedule|update',
        'all you need',
        'step #',
      ],
    },
  ],
  benefit: [
    {
      phrases: [
        'gain|earn|save|saves|saved|saving',
        'in # min|mins|minute|minutes|hour|hours|day|days|week|weeks|session|sessions|click|clicks|step|steps',
        'free|included|complimentary',
        'at|for no extra? cost|charge|commitment',
        'your programme|program|plan|goal|goals|progress|result|results|benefits|points|credit|score|record|list|selection|recipes|streak',
        'faster|easier|easily|sooner|quicker',
        'get|feel|keep fit|stronger|better|healthier',
        'so you can',
        'lets you',
      ],
    },
  ],
  companion: [
    {
      phrases: [
        'bring|invite|take ~ friend|friends|colleague|partner|someone',
        'come|train|join ~ with a|your friend|friends|partner|buddy',
        'refer ~ friend|friends',
        'workout|training|gym buddy',
      ],
    },
  ],
  empathy: [
    {
      grade: 'block',
      phrases: [
        'bear with us',
        'only human',
        'put yourself in our',
        'we are ~ small|tiny|young team|company|business',
        'be ~ understanding|lenient|kind',
        'not hold it against us',
        'not easy for us',
        'hope you understand|forgive',
      ],
    },
    { phrases: ['your ~ understanding|patience|indulgence'] },
  ],
};
