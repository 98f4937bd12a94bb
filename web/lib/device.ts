/** What a session is used with, as far as the browser says; null where it does not. */
export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
  readonly handheld: boolean;
}

// Browsers name those they descend from, so the more particular comes first.
const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bUCBrowser\//, 'UC Browser'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bChromium\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [pattern: RegExp, name: string, handheld: boolean])[] = [
  [/\bAndroid\b/, 'Android', true],
  [/\biPhone\b/, 'iPhone', true],
  [/\biPad\b/, 'iPad', true],
  [/\bWindows\b/, 'Windows', false],
  [/\bMacintosh\b/, 'Mac', false],
  [/\bCrOS\b/, 'ChromeOS', false],
  [/\bLinux\b/, 'Linux', false],
];

/** Reads a browser's own description of itself: Chrome on Android, Safari on an iPhone. */
export function deviceOf(userAgent: string | null): Device {
  const text = userAgent ?? '';
  const system = systems.find(([pattern]) => pattern.test(text));
  return {
    browser: browsers.find(([pattern]) => pattern.test(text))?.[1] ?? null,
    system: system?.[1] ?? null,
    handheld: system?.[2] ?? false,
  };
}
