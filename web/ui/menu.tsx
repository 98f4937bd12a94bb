import { lazy, type ReactElement, type ReactNode, Suspense, useId, useState } from 'react';

const MenuOverlay = lazy(() => import('./overlays.tsx').then((module) => ({ default: module.MenuOverlay })));

export interface MenuEntry {
  readonly key: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  /** One of several of which one holds; whether it is this one. */
  readonly checked?: boolean;
}

interface TriggerProps {
  readonly id: string;
  readonly onClick: (event: { readonly currentTarget: Element }) => void;
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': boolean;
}

interface MenuProps {
  readonly trigger: (props: TriggerProps) => ReactElement;
  readonly entries: readonly MenuEntry[];
}

/** A list of acts behind one button. */
export function Menu({ trigger, entries }: MenuProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [opened, setOpened] = useState(false);
  const open = (event: { readonly currentTarget: Element }) => {
    setOpened(true);
    setAnchor(event.currentTarget);
  };
  return (
    <>
      {trigger({ id, onClick: open, 'aria-haspopup': 'menu', 'aria-expanded': anchor !== null })}
      {opened && (
        <Suspense fallback={null}>
          <MenuOverlay labelledBy={id} anchor={anchor} onClose={() => setAnchor(null)} entries={entries} />
        </Suspense>
      )}
    </>
  );
}
