import { useEffect, useRef } from 'react';
import { Notice } from './notice.tsx';

interface ProblemNoticeProps {
  readonly title: string;
  readonly detail: string;
}

function FocusedNotice({ title, detail }: ProblemNoticeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <Notice tone="bad" live="alert" ref={box} title={title}>
      {detail}
    </Notice>
  );
}

/** A refusal above a form; takes focus, another one again, so that it is read at once. */
export function ProblemNotice(props: ProblemNoticeProps) {
  return <FocusedNotice key={`${props.title}/${props.detail}`} {...props} />;
}
