import { Button, NumberInput, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { readSessionAgain } from '../../session.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { WorkspaceFields } from '../../ui/WorkspaceFields.tsx';
import { useWords } from '../../words/index.ts';
import styles from './WorkspaceSettings.module.css';

/** Name, calendar, money and ways of counting of the workspace. */
export function WorkspaceSettings() {
  const { t } = useWords();
  const seat = useSeat();
  const may = useMay('settings:write');
  const queries = useQueryClient();
  const change = useChange('workspaces.update');
  const form = useForm({
    initialValues: {
      name: seat.name,
      timezone: seat.timezone,
      weekStart: seat.weekStart,
      currency: seat.currency,
      countingUnit: seat.countingUnit,
      voice: seat.voice,
      points: Math.round(seat.smallestDifference * 1000) / 10,
    },
  });
  const send = ({ points, ...values }: typeof form.values) =>
    change.mutate(
      { ...values, smallestDifference: points / 100 },
      {
        onSuccess: async ({ rebuilding }) => {
          await readSessionAgain(queries);
          await queries.invalidateQueries({ queryKey: [seat.slug] });
          notifications.show({ message: t(rebuilding ? 'settings.rebuilding' : 'shell.saved') });
        },
      },
    );
  return (
    <Page title={t('settings.workspace_title')} lead={t('settings.workspace_lead')} narrow>
      <form onSubmit={form.onSubmit(send)}>
        <fieldset disabled={!may} className={styles.fields}>
          <Stack gap="md" maw={440}>
            <WorkspaceFields form={form} />
            <Select
              label={t('settings.counting_unit')}
              allowDeselect={false}
              data={[
                { value: 'customer', label: t('settings.unit_customer') },
                { value: 'account', label: t('settings.unit_account') },
              ]}
              {...form.getInputProps('countingUnit')}
            />
            <Select
              label={t('settings.voice')}
              allowDeselect={false}
              data={[
                { value: 'vous', label: t('settings.voice_vous') },
                { value: 'tu', label: t('settings.voice_tu') },
              ]}
              {...form.getInputProps('voice')}
            />
            <NumberInput
              label={t('settings.smallest_difference')}
              description={t('settings.smallest_difference_help')}
              min={0.1}
              max={99}
              step={0.5}
              {...form.getInputProps('points')}
            />
            {change.isError && <Refused error={change.error} />}
            {may && (
              <Button type="submit" loading={change.isPending}>
                {t('shell.save')}
              </Button>
            )}
          </Stack>
        </fieldset>
      </form>
    </Page>
  );
}
