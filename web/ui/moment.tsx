import { formatDay, formatTime } from '../lib/formats.ts';
import { Stack } from './layout.tsx';
import { Text } from './text.tsx';

/** Day and time in two lines, where a column has no room for one. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <Stack>
      <span>{formatDay(at)}</span>
      <Text kind="small" tone="text2">
        {formatTime(at)}
      </Text>
    </Stack>
  );
}
