import type { Problem } from '../../core/contract/problem.ts';
import type { RenderPage } from './render.ts';

interface Words {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** What the page is about will be there in a while: a script of the page looks again, and there is a link to do it. */
  readonly isWaiting: boolean;
  /** How far the work is that the page waits for: percent. */
  readonly percentDone?: number;
}

function wordsFor(problem: Problem): Words {
  switch (problem.status) {
    case 404:
      return {
        heading: 'Page not found',
        paragraphs: [
          'If you typed the address, check that it is right. If you pasted it, check that it is all there.',
        ],
        isWaiting: false,
      };
    case 429:
      return { heading: 'Too many requests', paragraphs: [problem.detail], isWaiting: false };
    case 503:
      return {
        heading: 'The Atlas is not ready yet',
        paragraphs: ['The database is opening or being restarted. This takes a few seconds.'],
        isWaiting: true,
      };
    case 500:
      return {
        heading: 'Sorry, there is a problem with the service',
        paragraphs: [
          'Try again later. If it goes on, tell whoever runs this service and quote the request below.',
        ],
        isWaiting: false,
      };
    default:
      return { heading: problem.title, paragraphs: [problem.detail], isWaiting: false };
  }
}

function wordsWhile(problem: Problem, done: number): Words {
  return {
    heading: 'One moment',
    paragraphs: [problem.detail],
    isWaiting: true,
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
