import type { AcquisitionRow, AcquisitionTable } from '#src/insights/acquisition/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { ShareBar, ShareRow } from '../../charts/ShareRows.tsx';
import { unitsOf } from '../../ui/cents.ts';
import type { Told } from '../../ui/Figure.tsx';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { Opened } from './search.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

type Group = NonNullable<AcquisitionRow['campaign']>;

/** What a campaign or channel is called. */
export const groupName = ({ kind, value }: Pick<Group, 'kind' | 'value'>, { t }: Pick<Words, 't'>): string =>
  kind === 'value'
    ? (value ?? '')
    : t(
        kind === 'others'
          ? 'acquisition.others'
          : kind === 'missing'
            ? 'acquisition.missing'
            : 'acquisition.all',
      );

/** What a row is called. */
export const rowName = (
  { campaign, channel }: Pick<AcquisitionRow, 'campaign' | 'channel'>,
  words: Pick<Words, 't'>,
): string =>
  [campaign, channel].flatMap((group) => (group === null ? [] : [groupName(group, words)])).join(' · ') ||
  words.t('acquisition.all');

export const rowKey = ({ campaign, channel }: Pick<AcquisitionRow, 'campaign' | 'channel'>): string =>
  [campaign, channel].map((group) => (group === null ? '' : `${group.kind}/${group.value ?? ''}`)).join('|');

/** The people of a row's figure, as the address names them. */
export const openOf = (
  { campaign, channel }: Pick<AcquisitionRow, 'campaign' | 'channel'>,
  which: Opened['which'],
): Opened => ({
  which,
  ...(campaign === null ? {} : { campaign }),
  ...(channel === null ? {} : { channel }),
});

/** As many rows as a page can hold; the table has all. */
export const mostDrawn = 12;

const hasFigure = ({ share }: { share: Told }): boolean => share.known;

/** Rows of which there is a share to draw. */
export const drawable = ({ rows }: Pick<AcquisitionTable, 'rows'>): AcquisitionRow[] =>
  rows.filter((row) => hasFigure(row.ctr) || hasFigure(row.replyRate) || hasFigure(row.stayed));

/** What attracts and what keeps, campaign by campaign: click or reply rate above the share that stays. */
export const drawnRows = (
  table: Pick<AcquisitionTable, 'rows'>,
  { words, figures }: Saying,
  most: number = mostDrawn,
): ShareRow[] =>
  drawable(table)
    .slice(0, most)
    .map((row) => {
      const bar = (id: 'ctr' | 'replyRate' | 'stayed', kind: number): ShareBar => {
        const { share, low, high } = row[id];
        const said = share.known
          ? `${figures.share(share.value, 1)} ${words.t(`acquisition.bar.${id}`)}`
          : '';
        return {
          id,
          kind,
          share: share.known ? share.value : null,
          low,
          high,
          text: share.known ? said : words.t('acquisition.not_judged'),
          few: id === 'stayed' && !row.enough,
          running: id === 'stayed' && row.open > 0,
          scale: id,
        };
      };
      return {
        id: rowKey(row),
        name: rowName(row, words),
        alert: row.flag !== null,
        bars: [
          ...(hasFigure(row.ctr) ? [bar('ctr', 1)] : []),
          ...(hasFigure(row.replyRate) ? [bar('replyRate', 2)] : []),
          bar('stayed', 0),
        ],
      };
    });

const plain = (figure: Told): number | null => (figure.known ? figure.value : null);

/** The answer as rows of a file; shares are 0–1, money is in whole units of the currency that the head names. */
export function tableCsv({ rows, total, currency }: AcquisitionTable, { t }: Words): CsvCell[][] {
  const money = (figure: Told): number | null => (figure.known ? unitsOf(figure.value, currency) : null);
  const head = [
    t('acquisition.name'),
    t('acquisition.impressions'),
    t('acquisition.clicks'),
    t('acquisition.ctr'),
    t('csv.low'),
    t('csv.high'),
    t('acquisition.sends'),
    t('acquisition.replies'),
    t('acquisition.reply_rate'),
    t('acquisition.cost_in', { currency }),
    t('acquisition.customers'),
    t('acquisition.cost_each_in', { currency }),
    t('acquisition.judged'),
    t('acquisition.stayed'),
    t('csv.low'),
    t('csv.high'),
    t('acquisition.value_in', { currency }),
    t('acquisition.mismatch'),
  ];
  return [
    head,
    ...[...rows, total].map((row): CsvCell[] => [
      rowName(row, { t }),
      row.impressions,
      row.clicks,
      plain(row.ctr.share),
      row.ctr.low,
      row.ctr.high,
      row.sends,
      row.replies,
      plain(row.replyRate.share),
      money(row.cost),
      row.customers,
      money(row.costPerCustomer),
      row.stayed.total,
      plain(row.stayed.share),
      row.stayed.low,
      row.stayed.high,
      row.value === null ? null : money(row.value.perCustomer),
      plain(row.mismatch.share),
    ]),
  ];
}
