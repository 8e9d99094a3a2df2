import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Own<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> };

const AnchorOfButton = (props: Own<ButtonProps>) => <Button component="a" {...props} />;
const AnchorOfText = (props: Own<AnchorProps>) => <Anchor {...props} />;

/** A link to a page of ours that looks like a button. */
export const ButtonLink = createLink(AnchorOfButton);

/** A link to a page of ours within text. */
export const TextLink = createLink(AnchorOfText);
