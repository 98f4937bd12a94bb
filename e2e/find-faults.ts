import type { Page } from 'playwright-core';

/**
 * What a person would object to on a page: it scrolls sideways, a text is cut without a way to read it, two texts or buttons lie
 * over each other, a text written from right to left pulls its neighbours along. Answers a line a fault.
 */
export async function findFaults(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  return page.evaluate(faultsIn, width);
}

/** Runs in the page. */
function faultsIn(width: number): string[] {
  const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
  const spread = document.documentElement.scrollWidth;
  const faults = spread > width ? [`the page is ${spread} px wide in a window of ${width} px`] : [];
  const open = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
  const name = (element: Element) => `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 50)}"`;
  const hidden = (element: Element) => element.closest('[aria-hidden="true"], [hidden]') !== null;

  /** What is left of a box when everything around it has cut off its part. */
  const visible = (box: DOMRect, element: Element): DOMRect | undefined => {
    let { left, top, right, bottom } = box;
    let around: Element | null = element;
    while (around !== null && around !== document.documentElement) {
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(around);
      if (clipPath !== 'none') return undefined;
      const edge = around.getBoundingClientRect();
      if (overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      around = position === 'fixed' ? null : around.parentElement;
    }
    [left, right] = [Math.max(left, 0), Math.min(right, width)];
    return right - left > 2 && bottom - top > 2 ? new DOMRect(left, top, right - left, bottom - top) : undefined;
  };
  /** Whether it can be brought into view by scrolling something other than the page. */
  const scrolls = (element: Element): boolean => {
    for (let around = element.parentElement; around !== null; around = around.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(around).overflowX) && around.scrollWidth > around.clientWidth) return true;
    }
    return false;
  };
  /** What floats over the page is not compared with what it floats over. */
  const layerOf = (element: Element): Element => {
    let around: Element | null = element;
    while (around !== null && around !== open) {
      const { position, zIndex } = getComputedStyle(around);
      if (position === 'fixed' || position === 'sticky' || around.matches('[popover]')) return around;
      if (position === 'absolute' && zIndex !== 'auto') return around;
      around = around.parentElement;
    }
    return open;
  };

  const items: { readonly text: string; readonly element: Element; readonly box: DOMRect; readonly layer: Element }[] = [];
  const walker = document.createTreeWalker(open, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '' || hidden(element) || element.closest('style, script, option, textarea') !== null) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const seen = visible(box, element);
      if (seen !== undefined) items.push({ text: text.slice(0, 40), element, box: seen, layer: layerOf(element) });
    }

    if (rightToLeft.test(text) && !/[\u2066-\u2068]/.test(text)) {
      // What shares a line with the text: everything up to the next element that stands for itself.
      let line: Element = element;
      while (
        line !== open &&
        getComputedStyle(line).display === 'inline' &&
        !/isolate|plaintext/.test(getComputedStyle(line).unicodeBidi)
      ) {
        line = line.parentElement ?? open;
      }
      const direction = getComputedStyle(line).unicodeBidi;
      const ofItsOwn = line.textContent?.trim() === text && !/[A-Za-z]{3}| · /.test(text);
      if (direction !== 'plaintext' && !line.matches('bdi, [dir="auto"]') && !ofItsOwn)
        faults.push(`may turn its neighbours around: ${name(line)}`);
    }
  }

  for (const element of open.querySelectorAll('*')) {
    const { overflowX, textOverflow, display } = getComputedStyle(element);
    const own = [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '');
    if (hidden(element) || !element.checkVisibility() || visible(element.getBoundingClientRect(), element) === undefined) continue;
    const textCut =
      overflowX !== 'visible' && overflowX !== 'auto' && overflowX !== 'scroll' && element.scrollWidth > element.clientWidth + 1;
    if (textCut && own && textOverflow !== 'ellipsis' && display !== 'inline') {
      const lines = getComputedStyle(element).webkitLineClamp;
      if (lines === 'none' && !element.matches('input, select, textarea'))
        faults.push(`is cut in the middle of a letter: ${name(element)}`);
    }
    const box = element.getBoundingClientRect();
    const control = element.matches('button, a, input, select, [role="button"]');
    if (control && box.width > 0 && box.right > width + 1 && !scrolls(element)) {
      const seen = visible(box, element);
      if (seen !== undefined && seen.width < box.width - 2) faults.push(`reaches out of the window: ${name(element)}`);
    }
  }

  const sorted = items.toSorted((one, other) => one.box.top - other.box.top);
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.box.top >= one.box.bottom) break;
      if (one.element === other.element || one.layer !== other.layer) continue;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (across > 3 && down > 0.45 * Math.min(one.box.height, other.box.height)) {
        faults.push(`lies over another: "${one.text}" and "${other.text}"`);
      }
    }
  }
  return [...new Set(faults)].slice(0, 12);
}
