import styled from '@emotion/styled';
import { useEffect, useRef } from 'react';
import { color, elevation, media, radius, type } from './theme.ts';

/** How long a pointer rests before the words appear, in milliseconds. */
const rest = 400;
const gap = 6;

const Box = styled('div')({
  ...type.small,
  fontWeight: 500,
  position: 'fixed',
  inset: 'auto',
  margin: 0,
  padding: '4px 8px',
  border: 0,
  maxWidth: 'min(280px, calc(100vw - 16px))',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  borderRadius: radius.control,
  backgroundColor: color.inverse,
  color: color.onInverse,
  boxShadow: elevation.e2,
  pointerEvents: 'none',
  [media.calm]: { transition: 'none' },
});

function place(box: HTMLElement, anchor: Element): void {
  const target = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = target.bottom + gap + height <= innerHeight;
  const left = Math.min(Math.max(8, target.left + target.width / 2 - width / 2), innerWidth - width - 8);
  box.style.left = `${left}px`;
  box.style.top = `${below ? target.bottom + gap : target.top - gap - height}px`;
}

/** Whether an ellipsis, in one line or after several, hides a part of what an element says. */
function isCut(element: Element): boolean {
  const { textOverflow, webkitLineClamp } = getComputedStyle(element);
  if (textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth) return true;
  return webkitLineClamp !== 'none' && element.scrollHeight > element.clientHeight + 1;
}

/** The text of which the pointer is over a part, where the rest is hidden. */
function cutAround(target: Element): Element | null {
  let around: Element | null = target;
  for (let steps = 0; around !== null && steps < 4; steps += 1) {
    if (around.matches('td, th, p, h1, h2, span, bdi, strong, b, a, div') && isCut(around)) return around;
    around = around.parentElement;
  }
  return null;
}

/**
 * Shows what `data-tip` says of whatever the pointer rests on or the keyboard has reached, and the whole of a text that is cut; Escape
 * takes it away.
 */
function followTips(box: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    if (box.matches(':popover-open')) box.hidePopover();
  };
  const show = (anchor: Element) => {
    const text = anchor.getAttribute('data-tip') ?? anchor.textContent;
    if (text === null || text === '' || !anchor.isConnected || anchor.getAttribute('aria-expanded') === 'true') return;
    box.textContent = text;
    box.showPopover();
    place(box, anchor);
  };
  const anchorOf = (target: EventTarget | null) => (target instanceof Element ? (target.closest('[data-tip]') ?? cutAround(target)) : null);
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true, passive: true } as const;
  const over = (event: PointerEvent) => {
    const anchor = anchorOf(event.target);
    hide();
    if (anchor !== null && event.pointerType === 'mouse') timer = setTimeout(() => show(anchor), rest);
  };
  document.addEventListener('pointerover', over, options);
  document.addEventListener('pointerdown', hide, options);
  // What scrolls before the words have appeared takes nothing away.
  document.addEventListener('scroll', () => box.matches(':popover-open') && hide(), options);
  document.addEventListener('focusout', hide, options);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), options);
  document.addEventListener(
    'focusin',
    (event) => {
      const anchor = anchorOf(event.target);
      if (anchor?.matches(':focus-visible') === true) show(anchor);
    },
    options,
  );
  return () => {
    stop.abort();
    hide();
  };
}

/** The one place where the words of buttons without words appear, above everything else. */
export function Tooltips() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current === null ? undefined : followTips(box.current)), []);
  return <Box ref={box} popover="manual" aria-hidden />;
}
