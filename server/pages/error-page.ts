import type { Problem } from '../../core/contract/problem.ts';
import type { RenderPage } from './render.ts';

interface Words {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Reloads the page by itself after so many seconds. */
  readonly refreshSeconds: number | null;
}

function wordsFor(problem: Problem): Words {
  switch (problem.status) {
    case 404:
      return {
        heading: 'Page not found',
        paragraphs: [
          'If you typed the address, check that it is right. If you pasted it, check that it is all there.',
        ],
        refreshSeconds: null,
      };
    case 429:
      return { heading: 'Too many requests', paragraphs: [problem.detail], refreshSeconds: null };
    case 503:
      return {
        heading: 'The Atlas is not ready yet',
        paragraphs: [
          'The database is opening or being restarted. This takes a few seconds; the page tries again by itself.',
        ],
        refreshSeconds: 3,
      };
    case 500:
      return {
        heading: 'Sorry, there is a problem with the service',
        paragraphs: [
          'Try again later. If it goes on, tell whoever runs this service and quote the request below.',
        ],
        refreshSeconds: null,
      };
    default:
      return { heading: problem.title, paragraphs: [problem.detail], refreshSeconds: null };
  }
}

/** The page that people see in place of problem details. It needs no database. */
export function createErrorPage(render: RenderPage): (problem: Problem) => string {
  return (problem) => {
    const words = wordsFor(problem);
    return render('error.njk', { title: words.heading, problem, ...words });
  };
}
