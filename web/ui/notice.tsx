import styled from '@emotion/styled';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { color, media, radius, type } from './theme.ts';

type NoticeTone = 'info' | 'ok' | 'warn' | 'bad';

const Root = styled('div')({
  display: 'flex',
  gap: 12,
  alignItems: 'flex-start',
  padding: '12px 16px',
  borderRadius: radius.card,
  border: '1px solid transparent',
  ...type.dense,
  color: color.text2,
  '& > svg': { flexShrink: 0, marginTop: 2 },
  '& strong': { ...type.body, fontWeight: 600, color: color.text, display: 'block' },
  '&[data-tone="info"]': { backgroundColor: color.sunken, borderColor: color.line, '& > svg': { color: color.text3 } },
  '&[data-tone="ok"]': { backgroundColor: color.okSoft, borderColor: color.okLine, '& > svg': { color: color.ok } },
  '&[data-tone="warn"]': { backgroundColor: color.warnSoft, borderColor: color.warnLine, '& > svg': { color: color.warn } },
  '&[data-tone="bad"]': { backgroundColor: color.badSoft, borderColor: color.badLine, '& > svg': { color: color.bad } },
  [media.phone]: { flexWrap: 'wrap' },
});
const Words = styled('div')({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' });
const Actions = styled('div')({
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  alignSelf: 'center',
  [media.phone]: { width: '100%', flexWrap: 'wrap', '& > *': { flex: '1 1 auto' } },
});

const icons = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const;

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once (an error), when convenient (a result), or as part of the page. */
  readonly live?: 'alert' | 'status';
  readonly ref?: Ref<HTMLDivElement>;
}

/** Something the page must say: what happened, and the buttons for what to do next. */
export function Notice({ tone, title, icon, children, actions, live, ref }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <Root data-tone={tone} role={live} ref={ref} tabIndex={live === 'alert' ? -1 : undefined}>
      {icon ?? <Icon size={20} strokeWidth={1.75} aria-hidden />}
      <Words>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </Words>
      {actions !== undefined && <Actions>{actions}</Actions>}
    </Root>
  );
}

const StateRoot = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  textAlign: 'center',
  gap: 8,
  padding: '48px 24px',
  color: color.text2,
  '& > span:first-of-type': {
    display: 'grid',
    placeItems: 'center',
    width: 48,
    height: 48,
    borderRadius: radius.full,
    backgroundColor: color.sunken,
    color: color.text3,
    marginBottom: 4,
  },
  '& > h1, & > h2': { ...type.strong, color: color.text, maxWidth: 560, overflowWrap: 'anywhere' },
  '& > p': { ...type.body, maxWidth: 420, overflowWrap: 'anywhere' },
  '& > div': { marginTop: 8, display: 'flex', gap: 8, flexWrap: 'wrap', justifyContent: 'center' },
});

interface StateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly live?: 'alert';
  /** It is all there is on the page, so its title is the page's. */
  readonly alone?: boolean;
}

/** A page or list that has nothing to show: what happened, what to do next, and the button that does it. */
export function EmptyState({ icon, title, children, actions, live, alone = false }: StateProps) {
  return (
    <StateRoot role={live}>
      <span aria-hidden>{icon}</span>
      {alone ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div>{actions}</div>}
    </StateRoot>
  );
}
