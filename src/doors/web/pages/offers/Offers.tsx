import { Badge, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Offer } from '#src/customers/offers/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { OfferForm } from './OfferForm.tsx';
import { termsSaid } from './terms-said.ts';

/** What is sold, and by which kind of retention each offer is judged. */
export function Offers() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const kept = useQuery(question(slug, 'offers.list', {}));
  const [open, setOpen] = useState<Offer | 'new' | null>(null);
  const offers = kept.data?.offers ?? [];
  const declare = may && <Button onClick={() => setOpen('new')}>{t('offers.declare')}</Button>;
  return (
    <Page narrow title={t('offers.title')} lead={t('offers.lead')} actions={offers.length > 0 && declare}>
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && offers.length === 0 && (
        <Teach icon={<IconTag />} title={t('offers.none_title')} action={declare}>
          {t('offers.none')}
        </Teach>
      )}
      {offers.length > 0 && <List offers={offers} may={may} onOpen={setOpen} />}
      {open && (
        <OfferForm
          key={open === 'new' ? 'new' : open.name}
          offer={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}

interface ListProps {
  readonly offers: readonly Offer[];
  readonly may: boolean;
  readonly onOpen: (offer: Offer) => void;
}

function List({ offers, may, onOpen }: ListProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const retire = useChange('offers.retire', ['offers.list']);
  const restore = useChange('offers.restore', ['offers.list']);
  const failed = [retire, restore].find(({ isError }) => isError);
  const note = (message: string) => ({ onSuccess: () => void notifications.show({ message }) });
  const actions = (offer: Offer) => {
    const { id, name, retiredAt } = offer;
    if (id !== null && retiredAt !== null) {
      return (
        <Button
          size="xs"
          variant="default"
          onClick={() => restore.mutate({ id }, note(t('offers.restored', { name })))}
        >
          {t('offers.restore')}
        </Button>
      );
    }
    return (
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => onOpen(offer)}>
          {t(id === null ? 'offers.declare_this' : 'offers.change')}
        </Button>
        {id !== null && (
          <Button
            size="xs"
            variant="default"
            onClick={() => retire.mutate({ id }, note(t('offers.retired', { name })))}
          >
            {t('offers.retire')}
          </Button>
        )}
      </Group>
    );
  };
  return (
    <>
      {failed && <Refused error={failed.error} />}
      <Rows
        rows={offers
          .toSorted((one, other) => Number(one.retiredAt !== null) - Number(other.retiredAt !== null))
          .map((offer) => ({
            id: offer.name,
            past: offer.retiredAt !== null,
            title: (
              <Group gap="xs">
                {offer.name === '' ? t('offers.unnamed') : offer.name}
                <Badge variant="light">{t(`offers.kind.${offer.kind}`)}</Badge>
                {!offer.declared && <Badge variant="default">{t('offers.undeclared')}</Badge>}
              </Group>
            ),
            detail: offer.declared
              ? termsSaid(offer, words, figures).join(' · ')
              : t('offers.undeclared_help'),
            aside: may && offer.name !== '' && actions(offer),
          }))}
      />
    </>
  );
}
