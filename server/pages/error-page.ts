import type { Problem } from '../../core/contract/problem.ts';
import type { RenderPage } from './render.ts';

interface Words {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Reloads the page by itself after so many seconds. */
  readonly refreshSeconds: number | null;
  /** How far the work is that the page waits for: percent. */
  readonly percentDone?: number;
}

const refreshSeconds = 3;

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
        refreshSeconds,
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

function wordsWhile(problem: Problem, done: number): Words {
  return {
    heading: 'One moment',
    paragraphs: [problem.detail, 'The page looks again by itself.'],
    refreshSeconds,
    percentDone: Math.floor(100 * done),
  };
}

/**
 * The page that people see in place of problem details, or in place of what is still being worked out (`done` is how far:
 * 0 to 1, else null). It needs no database.
 */
export function createErrorPage(render: RenderPage): (problem: Problem, done: number | null) => string {
  return (problem, done) => {
    const words = done === null ? wordsFor(problem) : wordsWhile(problem, done);
    return render('error.njk', { title: words.heading, problem, ...words });
  };
}
