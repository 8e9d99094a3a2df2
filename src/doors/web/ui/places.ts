import {
  IconActivityHeartbeat,
  IconAdjustments,
  IconArrowsUpDown,
  IconAt,
  IconBuilding,
  IconBulb,
  IconCalendarEvent,
  IconCalendarRepeat,
  IconCalendarStats,
  IconChartGridDots,
  IconChartLine,
  IconClipboardList,
  IconClockPause,
  IconCoins,
  IconContract,
  IconEraser,
  IconFileImport,
  IconFilter2,
  IconFilterOff,
  IconFlag,
  IconHeart,
  IconHeartHandshake,
  IconHistory,
  IconHourglass,
  IconInbox,
  IconKey,
  IconLayoutDashboard,
  IconList,
  IconListNumbers,
  IconLock,
  IconMail,
  IconMailOff,
  IconMap2,
  IconNote,
  IconPlugConnected,
  IconPuzzle,
  IconRepeat,
  IconRoute,
  IconScale,
  IconSnowflake,
  IconSpeakerphone,
  IconStairs,
  IconTag,
  IconTimeline,
  IconTrophy,
  IconUser,
  IconUsers,
  IconUsersGroup,
  IconZoomQuestion,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Permission } from '#src/access/index.ts';
import type { Word } from '../words/index.ts';

export type PlaceAddress =
  | '/w/$slug'
  | '/w/$slug/retention'
  | '/w/$slug/lifecycle'
  | '/w/$slug/funnels'
  | '/w/$slug/value'
  | '/w/$slug/sought'
  | '/w/$slug/stickiness'
  | '/w/$slug/adoption'
  | '/w/$slug/aha'
  | '/w/$slug/step-failure'
  | '/w/$slug/habit'
  | '/w/$slug/time-to-value'
  | '/w/$slug/paths'
  | '/w/$slug/journey-map'
  | '/w/$slug/acquisition'
  | '/w/$slug/aarrr'
  | '/w/$slug/survival'
  | '/w/$slug/contract-retention'
  | '/w/$slug/seasons'
  | '/w/$slug/signup-seasons'
  | '/w/$slug/missions'
  | '/w/$slug/revenue'
  | '/w/$slug/compare'
  | '/w/$slug/people'
  | '/w/$slug/health'
  | '/w/$slug/accounts'
  | '/w/$slug/offers'
  | '/w/$slug/segments'
  | '/w/$slug/lists'
  | '/w/$slug/goals'
  | '/w/$slug/promises'
  | '/w/$slug/phases'
  | '/w/$slug/milestones'
  | '/w/$slug/messages'
  | '/w/$slug/dashboards'
  | '/w/$slug/notes'
  | '/w/$slug/sources'
  | '/w/$slug/imports'
  | '/w/$slug/plan'
  | '/w/$slug/set-aside'
  | '/w/$slug/settings/workspace'
  | '/w/$slug/settings/users'
  | '/w/$slug/settings/keys'
  | '/w/$slug/settings/traffic'
  | '/w/$slug/settings/contact-rules'
  | '/w/$slug/settings/sender'
  | '/w/$slug/settings/suppressions'
  | '/w/$slug/settings/erasures'
  | '/w/$slug/settings/audit'
  | '/w/$slug/settings/security';

/** An entry of the left bar. */
export interface Place {
  readonly to: PlaceAddress;
  readonly word: Word;
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  readonly needs: Permission | null;
}

export interface PlaceGroup {
  readonly word: Word | null;
  readonly places: readonly Place[];
}

/** The house in the order of the loop; what does not exist has no entry. */
export const places: readonly PlaceGroup[] = [
  {
    word: null,
    places: [
      { to: '/w/$slug', word: 'shell.today', icon: IconCalendarStats, needs: null },
      {
        to: '/w/$slug/dashboards',
        word: 'shell.dashboards',
        icon: IconLayoutDashboard,
        needs: 'insights:read',
      },
    ],
  },
  {
    word: 'shell.measure',
    places: [
      { to: '/w/$slug/aarrr', word: 'shell.aarrr', icon: IconListNumbers, needs: 'insights:read' },
      {
        to: '/w/$slug/acquisition',
        word: 'shell.acquisition',
        icon: IconSpeakerphone,
        needs: 'insights:read',
      },
      { to: '/w/$slug/retention', word: 'shell.retention', icon: IconChartGridDots, needs: 'insights:read' },
      { to: '/w/$slug/lifecycle', word: 'shell.lifecycle', icon: IconArrowsUpDown, needs: 'insights:read' },
      { to: '/w/$slug/funnels', word: 'shell.funnels', icon: IconFilter2, needs: 'insights:read' },
      { to: '/w/$slug/stickiness', word: 'shell.stickiness', icon: IconRepeat, needs: 'insights:read' },
      { to: '/w/$slug/habit', word: 'shell.habit', icon: IconCalendarRepeat, needs: 'insights:read' },
      { to: '/w/$slug/adoption', word: 'shell.adoption', icon: IconPuzzle, needs: 'insights:read' },
      { to: '/w/$slug/value', word: 'shell.value', icon: IconHeartHandshake, needs: 'insights:read' },
      { to: '/w/$slug/sought', word: 'shell.sought', icon: IconZoomQuestion, needs: 'insights:read' },
      { to: '/w/$slug/survival', word: 'shell.survival', icon: IconChartLine, needs: 'insights:read' },
      {
        to: '/w/$slug/contract-retention',
        word: 'shell.contract-retention',
        icon: IconContract,
        needs: 'insights:read',
      },
      { to: '/w/$slug/seasons', word: 'shell.seasons', icon: IconSnowflake, needs: 'insights:read' },
      { to: '/w/$slug/missions', word: 'shell.missions', icon: IconFlag, needs: 'insights:read' },
      {
        to: '/w/$slug/signup-seasons',
        word: 'shell.signup-seasons',
        icon: IconCalendarEvent,
        needs: 'insights:read',
      },
      { to: '/w/$slug/revenue', word: 'shell.revenue', icon: IconCoins, needs: 'insights:read' },
    ],
  },
  {
    word: 'shell.understand',
    places: [
      { to: '/w/$slug/aha', word: 'shell.aha', icon: IconBulb, needs: 'insights:read' },
      {
        to: '/w/$slug/time-to-value',
        word: 'shell.time-to-value',
        icon: IconHourglass,
        needs: 'insights:read',
      },
      { to: '/w/$slug/paths', word: 'shell.paths', icon: IconRoute, needs: 'insights:read' },
      { to: '/w/$slug/journey-map', word: 'shell.journey-map', icon: IconMap2, needs: 'insights:read' },
      { to: '/w/$slug/step-failure', word: 'shell.step-failure', icon: IconStairs, needs: 'insights:read' },
      { to: '/w/$slug/compare', word: 'shell.compare', icon: IconScale, needs: 'insights:read' },
    ],
  },
  {
    word: 'shell.customers',
    places: [
      { to: '/w/$slug/people', word: 'shell.people', icon: IconUser, needs: 'customers:read' },
      { to: '/w/$slug/accounts', word: 'shell.accounts', icon: IconBuilding, needs: 'customers:read' },
      { to: '/w/$slug/offers', word: 'shell.offers', icon: IconTag, needs: 'insights:read' },
      { to: '/w/$slug/health', word: 'shell.health', icon: IconActivityHeartbeat, needs: 'customers:read' },
      { to: '/w/$slug/segments', word: 'shell.segments', icon: IconUsers, needs: 'customers:read' },
      { to: '/w/$slug/lists', word: 'shell.lists', icon: IconList, needs: 'customers:read' },
      { to: '/w/$slug/goals', word: 'shell.goals', icon: IconFlag, needs: 'customers:read' },
      { to: '/w/$slug/promises', word: 'shell.promises', icon: IconHeart, needs: 'customers:read' },
      { to: '/w/$slug/phases', word: 'shell.phases', icon: IconTimeline, needs: 'insights:read' },
      { to: '/w/$slug/milestones', word: 'shell.milestones', icon: IconTrophy, needs: 'customers:read' },
    ],
  },
  {
    word: 'shell.act',
    places: [{ to: '/w/$slug/messages', word: 'shell.messages', icon: IconMail, needs: 'customers:read' }],
  },
  {
    word: 'shell.data',
    places: [
      { to: '/w/$slug/sources', word: 'shell.sources', icon: IconPlugConnected, needs: 'data:read' },
      { to: '/w/$slug/imports', word: 'shell.imports', icon: IconFileImport, needs: 'data:read' },
      { to: '/w/$slug/plan', word: 'shell.plan', icon: IconClipboardList, needs: 'data:read' },
      { to: '/w/$slug/set-aside', word: 'shell.set_aside', icon: IconInbox, needs: 'data:read' },
      { to: '/w/$slug/notes', word: 'shell.notes', icon: IconNote, needs: 'insights:read' },
    ],
  },
  {
    word: 'shell.settings',
    places: [
      {
        to: '/w/$slug/settings/workspace',
        word: 'shell.workspace_settings',
        icon: IconAdjustments,
        needs: 'settings:read',
      },
      { to: '/w/$slug/settings/users', word: 'shell.users', icon: IconUsersGroup, needs: 'settings:read' },
      { to: '/w/$slug/settings/keys', word: 'shell.keys', icon: IconKey, needs: 'settings:read' },
      { to: '/w/$slug/settings/traffic', word: 'shell.traffic', icon: IconFilterOff, needs: 'data:read' },
      {
        to: '/w/$slug/settings/contact-rules',
        word: 'shell.contact_rules',
        icon: IconClockPause,
        needs: 'settings:read',
      },
      { to: '/w/$slug/settings/sender', word: 'shell.sender', icon: IconAt, needs: 'settings:read' },
      {
        to: '/w/$slug/settings/suppressions',
        word: 'shell.suppressed',
        icon: IconMailOff,
        needs: 'customers:read',
      },
      { to: '/w/$slug/settings/erasures', word: 'shell.erasures', icon: IconEraser, needs: 'customers:read' },
      { to: '/w/$slug/settings/audit', word: 'shell.audit', icon: IconHistory, needs: 'settings:read' },
      { to: '/w/$slug/settings/security', word: 'shell.security', icon: IconLock, needs: null },
    ],
  },
];

/** The group of the page at an address; null for those that stand in none. */
export const groupAt = (pathname: string): Word | null => entryAt(pathname)?.group ?? null;

/** The entry of the left bar that the page at an address stands under; null for those under none. */
export const placeAt = (pathname: string): Word | null => entryAt(pathname)?.place ?? null;

function entryAt(pathname: string): { readonly group: Word | null; readonly place: Word } | undefined {
  const within = (path: string) => path.split('/').slice(3).join('/');
  const page = `${within(pathname)}/`;
  return places
    .flatMap(({ word, places: own }) =>
      own.map((place) => ({ group: word, place: place.word, to: place.to })),
    )
    .find(({ to }) => page.startsWith(`${within(to)}/`));
}
