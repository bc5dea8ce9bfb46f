/**
 * Keeps one comment on the pull request: updates the one that begins with our mark, else writes a new one. A change
 * with nothing to say updates an old comment, but starts none. Without the right to write (a fork's token), the job
 * summary has to do: a comment never decides whether a job fails.
 */
import { readFileSync } from 'node:fs';

const MARK = '<!-- debtcast -->';
/** Pages of 100 comments that are looked through. */
const MOST_PAGES = 30;

const { DEBTCAST_TOKEN, DEBTCAST_COMMENT, DEBTCAST_CLEAN, GITHUB_EVENT_PATH, GITHUB_REPOSITORY } =
  process.env;
const api = process.env.GITHUB_API_URL ?? 'https://api.github.com';

async function call(method, path, body) {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${DEBTCAST_TOKEN}`,
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok)
    throw Object.assign(new Error(`${method} ${path}: ${response.status}`), { status: response.status });
  return response.json();
}

/** Anyone can write our mark into a comment: only one of our own is ours to change. */
async function ownLogin() {
  try {
    return (await call('GET', '/user')).login;
  } catch {
    // The token of a job is no user and may not ask.
    return 'github-actions[bot]';
  }
}

async function earlierComment(issue, login) {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = await call('GET', `${issue}/comments?per_page=100&page=${page}`);
    const own = comments.find(({ body, user }) => user?.login === login && body?.startsWith(MARK));
    if (own !== undefined) return own;
    if (comments.length < 100) return undefined;
  }
  return undefined;
}

async function main() {
  const event = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8'));
  const number = event.pull_request?.number;
  if (!Number.isInteger(number)) return 'no pull request to comment on';
  const body = readFileSync(DEBTCAST_COMMENT, 'utf8');
  const repository = `/repos/${GITHUB_REPOSITORY}`;
  const earlier = await earlierComment(`${repository}/issues/${number}`, await ownLogin());
  if (earlier !== undefined) {
    if (earlier.body.trim() === body.trim()) return 'the comment is up to date';
    await call('PATCH', `${repository}/issues/comments/${earlier.id}`, { body });
    return 'comment updated';
  }
  if (DEBTCAST_CLEAN === 'true') return 'nothing to say, no comment written';
  await call('POST', `${repository}/issues/${number}/comments`, { body });
  return 'comment written';
}

try {
  process.stdout.write(`debtcast: ${await main()}\n`);
} catch (error) {
  const mayNot = [401, 403, 404].includes(error.status);
  process.stdout.write(
    mayNot
      ? '::notice title=debtcast::The token may not write comments here (a fork?). The figures are in the job summary.\n'
      : `::warning title=debtcast::The comment could not be written (${String(error.message).replace(/[\r\n]/g, ' ')}). The figures are in the job summary.\n`,
  );
}
