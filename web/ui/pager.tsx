import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import { Row } from './layout.tsx';

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly text: string;
  readonly previous: string;
  readonly next: string;
  readonly onPage: (page: number) => void;
}

/** Pages of a list; nothing where there is only one. */
export function Pager({ page, pages, text, previous, next, onPage }: PagerProps) {
  if (pages <= 1) return null;
  return (
    <Row gap={1} as="nav">
      <IconButton label={previous} disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <ChevronLeft size={18} aria-hidden />
      </IconButton>
      <span>{text}</span>
      <IconButton label={next} disabled={page >= pages} onClick={() => onPage(page + 1)}>
        <ChevronRight size={18} aria-hidden />
      </IconButton>
    </Row>
  );
}
