'use client';

import { parseSearchQuery } from '@vitrine/schema';
import { TriangleAlert } from 'lucide-react';
import { useMessages } from '../i18n/use-messages.ts';
import { Icon } from '../ui/Icon.tsx';

export interface SearchProblemsProps {
  text: string;
  /** What is still being written at the end of the text is not wrong yet. */
  isTyping: boolean;
}

/** What could not be read, with the words where it stands. Empty it stays, so that screen readers hear of a new one. */
export function SearchProblems({ text, isTyping }: SearchProblemsProps) {
  const m = useMessages();
  const problems = parseSearchQuery(text).problems.filter(({ to }) => !isTyping || to < text.length);
  const [problem] = problems;
  return (
    <p className="vt-search-problem" role="status">
      {problem && (
        <>
          <Icon icon={TriangleAlert} size="s" />
          <span>
            <mark dir="ltr">{text.slice(problem.from, problem.to)}</mark> {m.searchProblem(problem.message)}
          </span>
        </>
      )}
    </p>
  );
}
