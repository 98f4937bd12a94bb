import type { ReactNode } from 'react';
import { Card, CardBody, Stack } from '../../ui/layout.tsx';
import { Text } from '../../ui/text.tsx';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of the page that the table of contents leads to. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} style={{ scrollMarginTop: 24, minWidth: 0 }}>
      <Stack gap={4}>
        <Text as="h2" id={`${id}-title`} kind="title">
          {title}
        </Text>
        {children}
      </Stack>
    </section>
  );
}

interface SpecimenProps {
  /** The component's name, or the state that is shown. */
  readonly of: string;
  readonly note?: string;
  /** What is shown brings its own card or needs the whole width. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/** One component in some of its states, and a word about what is seen. */
export function Specimen({ of, note, bare = false, children }: SpecimenProps) {
  return (
    <Stack gap={2}>
      <div>
        <Text as="h3" weight={600}>
          {of}
        </Text>
        {note !== undefined && (
          <Text as="p" kind="dense" tone="text2">
            {note}
          </Text>
        )}
      </div>
      {bare ? (
        children
      ) : (
        <Card as="div">
          <CardBody>{children}</CardBody>
        </Card>
      )}
    </Stack>
  );
}
