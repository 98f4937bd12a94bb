import type { Page } from 'playwright-core';
import { thorough } from '../server/testing/thoroughness.ts';

interface Router {
  navigate(to: { readonly href: string }): Promise<void>;
}

/** The name by which the router leaves itself in the window, for whoever looks into it. */
const routerName = '__TSR_ROUTER__';

/**
 * Goes to another page as a link of the program does, for walks over all of them: to load the program anew takes most of the time
 * of a look. In the long suite each is loaded anew.
 */
export async function visit(page: Page, path: string): Promise<void> {
  if (thorough) await page.goto(new URL(path, page.url()).href);
  else await page.evaluate(([name, href]) => (Reflect.get(window, name) as Router).navigate({ href }), [routerName, path] as const);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}
