import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, useEffect, useRef } from 'react';
import type { Condition } from '#src/customers/segment-rules/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { useWords } from '../../words/index.ts';
import { beginningOf, kindsOffered, mayStand, type Offered, type Place } from './beginnings.ts';
import styles from './Rule.module.css';

/** A menu of what else may be asked; what it begins with is whole at once. */
export function AddCondition({ catalogue, place, full, takenOut, onAdd }: AddConditionProps) {
  const { t } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takenOut) button.current?.focus();
  }, [takenOut]);
  const outer = place.path.length === 0;
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <Button
          ref={button}
          size={outer ? 'sm' : 'compact-sm'}
          variant={outer ? 'light' : 'subtle'}
          disabled={full}
          className={styles.add ?? ''}
          leftSection={<IconPlus size={outer ? 16 : 14} aria-hidden />}
        >
          {t(outer ? 'segments.add' : 'segments.add_within')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['deeds', 'being', 'around'] as const).map((about) => {
          const kinds: readonly Offered[] = kindsOffered[about];
          const offered = kinds.filter((kind) => mayStand(kind, place));
          return offered.length === 0 ? null : (
            <Fragment key={about}>
              <Menu.Label>{t(`segments.add.${about}`)}</Menu.Label>
              {offered.map((kind) => (
                <Item key={kind} kind={kind} next={beginningOf(kind, catalogue, place)} onAdd={onAdd} />
              ))}
            </Fragment>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

interface AddConditionProps {
  readonly catalogue: Catalogue;
  readonly place: Place;
  /** No more fit there. */
  readonly full: boolean;
  /** Told anew each time that a condition was taken out: the focus must not be lost with it. */
  readonly takenOut: object | undefined;
  readonly onAdd: (next: Condition) => void;
}

interface ItemProps extends Pick<AddConditionProps, 'onAdd'> {
  readonly kind: Offered;
  /** Undefined where there is nothing that it could name. */
  readonly next: Condition | undefined;
}

function Item({ kind, next, onAdd }: ItemProps) {
  const { t, knows } = useWords();
  const none = `segments.kind_none.${kind}`;
  return (
    <Menu.Item disabled={next === undefined} onClick={() => next && onAdd(next)}>
      <span className={styles.kind}>
        {t(`segments.kind.${kind}`)}
        <small>{next === undefined && knows(none) ? t(none) : t(`segments.kind_help.${kind}`)}</small>
      </span>
    </Menu.Item>
  );
}
