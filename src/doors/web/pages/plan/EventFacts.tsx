import { useFigures, useWords } from '../../words/index.ts';
import styles from './EventFields.module.css';
import { ReviewPart } from './ReviewPart.tsx';
import type { Event, Property } from './shapes.ts';

/** An event of the plan, to be read. */
export function EventFacts({ event }: { event: Event }) {
  const { t } = useWords();
  const facts = [
    ['purpose', event.purpose],
    ['owner', event.owner],
    ['metric', event.metric],
    ['description', event.description],
    ['granularity', t(`plan.granularity.${event.granularity}`)],
    ['review', t('plan.every', { days: event.review.everyDays })],
  ] as const;
  return (
    <div>
      <ReviewPart event={event.name} />
      <dl className={styles.facts}>
        {facts
          .filter(([name, value]) => name !== 'description' || value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`plan.field.${name}`)}</dt>
              <dd>{value ?? '–'}</dd>
            </div>
          ))}
        <div>
          <dt>{t('plan.field.properties')}</dt>
          {event.properties.length === 0 && <dd>–</dd>}
          {event.properties.map((property) => (
            <PropertyFact key={property.name} property={property} />
          ))}
        </div>
      </dl>
    </div>
  );
}

function PropertyFact({ property }: { property: Property }) {
  return (
    <dd>
      <span className={styles.name}>{property.name}</span>{' '}
      <span className={styles.said}>{usePropertySaid(property)}</span>
      {property.purpose && <div className={styles.soft}>{property.purpose}</div>}
    </dd>
  );
}

/** « texte, obligatoire, parmi basic et plus · recueillie » */
export function usePropertySaid({ type, required, values, active }: Property): string {
  const { t } = useWords();
  const figures = useFigures();
  return [
    t(`plan.type.${type}`),
    required ? t('plan.is_required') : '',
    values === null ? '' : t('plan.among', { values: figures.either(values.map(String)) }),
    t(active ? 'plan.property_collected' : 'plan.property_proposed'),
  ]
    .filter(Boolean)
    .join(' · ');
}
