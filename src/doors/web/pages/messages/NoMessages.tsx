import { IconMail } from '@tabler/icons-react';
import { useMay, useSeat } from '../../seat.ts';
import { Code } from '../../ui/Code.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';

/** What a message is, how the first is sent, and where the rules are. */
export function NoMessages() {
  const { t } = useWords();
  const { slug } = useSeat();
  const maySet = useMay('settings:read');
  return (
    <Teach
      icon={<IconMail />}
      title={t('messages.none_title')}
      action={
        maySet && (
          <>
            <ButtonLink to="/w/$slug/settings/contact-rules" params={{ slug }}>
              {t('messages.none_rules')}
            </ButtonLink>
            <ButtonLink variant="default" to="/w/$slug/settings/keys" params={{ slug }}>
              {t('messages.none_keys')}
            </ButtonLink>
          </>
        )
      }
    >
      <p>{t('messages.none')}</p>
      <p>{t('messages.none_how')}</p>
      <Code label={t('messages.none_code')} text={sending(location.origin, slug)} />
    </Teach>
  );
}

/** A receipt that is sent by a program. */
const sending = (address: string, slug: string): string => `curl ${address}/api/ask/messages.send \\
  -H "authorization: Bearer $PERDURE_KEY" \\
  -H 'x-perdure-workspace: ${slug}' \\
  -H 'content-type: application/json' \\
  -d '{"id":"julie","key":"receipt-1001","purpose":"transactional",
       "email":{"subject":"Votre reçu","text":"Merci pour votre commande."}}'`;
