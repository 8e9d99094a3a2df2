import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Catalogue } from '../../ui/catalogue.ts';
import { MatchesPart } from '../../ui/MatchesPart.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Features.module.css';
import type { FeatureAsked } from './search.ts';

const most = 20;

/** The features asked about: what using each is, and what makes one able to. */
export function Features({ features, catalogue, onChange }: FeaturesProps) {
  const { t, rich } = useWords();
  const put = (at: number, part: Partial<FeatureAsked>) =>
    onChange(
      features.map((one, place) => {
        const { name: _name, ...kept } = one; // a feature whose events change is called by them again
        return place === at ? { ...kept, ...part } : one;
      }),
    );
  const add = () => {
    const used = new Set(features.flatMap((feature) => feature.used.map(({ event }) => event)));
    const next = catalogue.events.find(({ event }) => !used.has(event)) ?? catalogue.events[0];
    onChange([...features, { used: [{ event: next?.event ?? null }] }]);
  };
  return (
    <section aria-label={t('adoption.features')}>
      <ul className={styles.features}>
        {features.map((feature, at) => (
          <li key={at} className={styles.feature}>
            <span>
              {rich('adoption.feature', {
                used: (
                  <MatchesPart
                    label={t('adoption.used_by')}
                    matches={feature.used}
                    catalogue={catalogue}
                    onChange={(used) => put(at, { used })}
                  />
                ),
                seen: (
                  <MatchesPart
                    label={t('adoption.seen_by')}
                    matches={feature.seen ?? []}
                    none={t('adoption.everyone')}
                    catalogue={catalogue}
                    onChange={(seen) => put(at, { seen })}
                  />
                ),
              })}
            </span>
            {features.length > 1 && (
              <ActionIcon
                size="sm"
                variant="subtle"
                aria-label={t('adoption.remove', { n: at + 1 })}
                onClick={() => onChange(features.filter((_, place) => place !== at))}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {features.length < most && (
        <Button size="sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {t('adoption.add')}
        </Button>
      )}
    </section>
  );
}

interface FeaturesProps {
  readonly features: readonly FeatureAsked[];
  readonly catalogue: Catalogue;
  readonly onChange: (features: FeatureAsked[]) => void;
}
