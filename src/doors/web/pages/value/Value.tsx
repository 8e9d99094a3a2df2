import { Alert, Badge, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Definition } from '#src/customers/value/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { DefinitionForm } from './DefinitionForm.tsx';
import { Versions } from './Versions.tsx';

/** What « active » means here: definitions of the value that customers receive. */
export function Value() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const kept = useQuery(question(slug, 'value.list', {}));
  const catalogue = useCatalogue();
  const [open, setOpen] = useState<Definition | 'new' | null>(null);
  const known = catalogue.data;
  const define = may && known && <Button onClick={() => setOpen('new')}>{t('value.define')}</Button>;
  const definitions = kept.data?.definitions ?? [];
  return (
    <Page narrow title={t('value.title')} lead={t('value.lead')} actions={definitions.length > 0 && define}>
      {(kept.isPending || catalogue.isPending) && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && catalogue.isSuccess && definitions.length === 0 && (
        <Teach
          icon={<IconHeartHandshake />}
          title={t('value.none_title')}
          action={
            define || (
              <ButtonLink to="/w/$slug/imports" params={{ slug }}>
                {t('ask.nothing_import')}
              </ButtonLink>
            )
          }
        >
          {t(known ? 'value.none' : 'value.none_without_events')}
        </Teach>
      )}
      {definitions.length > 0 && <List definitions={definitions} may={may} onOpen={setOpen} />}
      {open && known && (
        <DefinitionForm
          key={open === 'new' ? 'new' : open.id}
          definition={open === 'new' ? null : open}
          catalogue={known}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}

interface ListProps {
  readonly definitions: readonly Definition[];
  readonly may: boolean;
  readonly onOpen: (definition: Definition) => void;
}

function List({ definitions, may, onOpen }: ListProps) {
  const { t, said } = useWords();
  const setDefault = useChange('value.set-default', ['value.list']);
  const retire = useChange('value.retire', ['value.list']);
  const restore = useChange('value.restore', ['value.list']);
  const note = (message: string) => ({ onSuccess: () => void notifications.show({ message }) });
  const failed = [setDefault, retire, restore].find(({ isError }) => isError);
  const actions = ({ id, name, isDefault, retiredAt }: Definition, definition: Definition) =>
    retiredAt !== null ? (
      <Button
        size="xs"
        variant="default"
        onClick={() => restore.mutate({ id }, note(t('value.restored', { name })))}
      >
        {t('value.restore')}
      </Button>
    ) : (
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => onOpen(definition)}>
          {t('value.change')}
        </Button>
        {!isDefault && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setDefault.mutate({ id }, note(t('value.made_default', { name })))}
          >
            {t('value.make_default')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => retire.mutate({ id }, note(t('value.retired', { name })))}
        >
          {t('value.retire')}
        </Button>
      </Group>
    );
  return (
    <>
      {failed && <Refused error={failed.error} />}
      <Rows
        rows={definitions
          .toSorted((one, other) => Number(one.retiredAt !== null) - Number(other.retiredAt !== null))
          .map((definition) => ({
            id: definition.id,
            past: definition.retiredAt !== null,
            title: (
              <Group gap="xs">
                {definition.name}
                {definition.isDefault && definition.retiredAt === null && (
                  <Badge variant="light">{t('value.default')}</Badge>
                )}
                {definition.offer !== null && <Badge variant="default">{definition.offer}</Badge>}
              </Group>
            ),
            detail: (
              <>
                {said(definition.current.words)}
                {definition.warning && (
                  <Alert color="yellow" mt="xs" p="xs">
                    {said(definition.warning)}
                  </Alert>
                )}
                <Versions definition={definition} />
              </>
            ),
            aside: may && actions(definition, definition),
          }))}
      />
    </>
  );
}
