import { Button, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SegmentRule } from '#src/customers/segment-rules/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { type Change, without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import sentence from '../../ui/Sentence.module.css';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Editor.module.css';
import { faultPlace, Preview, type Previewed, usePreview } from './Preview.tsx';
import { type Latest, MatchPart, RuleLines } from './RuleLines.tsx';
import { countingOther, type Path, type Unit } from './rule.ts';
import { NothingYet } from './Segments.tsx';
import type { RuleSearch } from './search.ts';

/** A rule that is written, or changed; the address holds it whole. */
export function Editor() {
  const { t } = useWords();
  const { slug, countingUnit } = useSeat();
  const search = useSearch({ from: '/w/$slug/segments/edit' });
  const catalogue = useCatalogue();
  const changed = useQuery({
    ...question(slug, 'segments.show', { id: search.segment ?? '' }),
    enabled: search.segment !== undefined,
  });
  const before = changed.data?.segment;
  const title = before ? t('segments.edit_title', { name: before.name }) : t('segments.new');
  const failed = changed.error ?? catalogue.error;
  if (failed)
    return (
      <Page title={t('segments.title')}>
        <Refused error={failed} />
      </Page>
    );
  if (catalogue.data === null) return <NothingYet />;
  if (catalogue.data === undefined || (search.segment !== undefined && before === undefined))
    return (
      <Page title={t('segments.title')}>
        <Waiting height={320} />
      </Page>
    );
  return (
    <Draft
      key={search.segment ?? 'new'}
      title={title}
      before={before && { name: before.name }}
      unit={before?.unit ?? search.unit ?? countingUnit}
      rule={search.rule ?? before?.current.rule}
      catalogue={catalogue.data}
    />
  );
}

interface DraftProps {
  readonly title: string;
  /** The segment that is changed. */
  readonly before: { readonly name: string } | undefined;
  readonly unit: Unit;
  readonly rule: SegmentRule | undefined;
  readonly catalogue: Catalogue;
}

function Draft({ title, before, unit, rule, catalogue }: DraftProps) {
  const { t, rich } = useWords();
  const search = useSearch({ from: '/w/$slug/segments/edit' });
  const navigate = useNavigate({ from: '/w/$slug/segments/edit' });
  const [latest, setLatest] = useState<Latest>();
  const preview = usePreview(rule, unit);
  const change: Change<RuleSearch> = (part) =>
    void navigate({ search: without<RuleSearch>({ ...search, ...part }), replace: true });
  const match = rule?.match ?? 'all';
  const place = faultPlace(preview.error);
  return (
    <Page title={title}>
      <div className={styles.parts}>
        <div className={styles.rule}>
          <h2 className={sentence.sentence}>
            {rich('segments.head', {
              unit: (
                <UnitPart
                  unit={unit}
                  fixed={before !== undefined}
                  onChange={(next) => change({ unit: next, rule: rule && countingOther(rule, next) })}
                />
              ),
              match: (
                <MatchPart
                  match={match}
                  onChange={(next) => rule && change({ rule: { ...rule, match: next } })}
                />
              ),
            })}
          </h2>
          {rule === undefined && <Text c="dimmed">{t('segments.begin')}</Text>}
          <RuleLines
            rule={rule ?? { match: 'all', conditions: [] }}
            conditions={rule?.conditions ?? []}
            match={match}
            unit={unit}
            path={[]}
            within={[]}
            catalogue={catalogue}
            segment={search.segment}
            sizes={preview.stale ? undefined : preview.counted?.conditions.map(({ size }) => size)}
            latest={latest}
            faultAt={(path: Path) => place === path.join() && <Refused error={preview.error} />}
            onRule={(next, added) => {
              setLatest(added && { path: added });
              change({ rule: next });
            }}
          />
        </div>
        <Preview preview={preview} unit={unit} empty={rule === undefined} />
        <Keep search={search} before={before} unit={unit} rule={rule} preview={preview} />
      </div>
    </Page>
  );
}

interface UnitPartProps {
  readonly unit: Unit;
  /** What a kept segment counts does not change. */
  readonly fixed: boolean;
  readonly onChange: (unit: Unit) => void;
}

function UnitPart({ unit, fixed, onChange }: UnitPartProps) {
  const { t } = useWords();
  if (fixed) return t(`segments.unit.${unit}`);
  return (
    <SentenceChoice
      label={t('segments.part.unit')}
      value={unit}
      choices={(['customer', 'account'] as const).map((value) => ({
        value,
        reads: t(`segments.unit.${value}`),
      }))}
      onChoose={(next) => onChange(next === 'account' ? 'account' : 'customer')}
    />
  );
}

interface KeepProps extends Pick<DraftProps, 'before' | 'unit' | 'rule'> {
  readonly search: RuleSearch;
  readonly preview: Previewed;
}

/** Its name, and the button that keeps it. */
function Keep({ search, before, unit, rule, preview }: KeepProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const [written, setName] = useState(search.name ?? before?.name ?? '');
  const create = useChange('segments.create', ['segments.list']);
  const change = useChange('segments.change', ['segments.list', 'segments.show', 'segments.history']);
  if (!useMay('insights:write')) return null;
  const name = written.trim();
  const done = {
    onSuccess: ({ segment }: { segment: { id: string } }) => {
      notifications.show({ message: t('segments.kept', { name }) });
      void navigate({ to: '/w/$slug/segments/$id', params: { slug, id: segment.id } });
    },
  };
  const keep = () => {
    if (rule === undefined) return;
    if (search.segment === undefined) create.mutate({ name, unit, rule }, done);
    else change.mutate({ id: search.segment, name, rule }, done);
  };
  const error = create.error ?? change.error;
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextInput
        className={styles.name ?? ''}
        label={t('segments.name')}
        placeholder={t('segments.name_example')}
        required
        maxLength={200}
        value={written}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        loading={create.isPending || change.isPending}
        disabled={name === '' || rule === undefined || preview.error !== null}
      >
        {t(before ? 'segments.keep_change' : 'segments.keep')}
      </Button>
      {error && (
        <div className={styles.refused}>
          <Refused error={error} />
        </div>
      )}
    </form>
  );
}
