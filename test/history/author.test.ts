import { describe, expect, it } from 'vitest';
import { authorIdentity, authorMatcher, isBot } from '../../src/history/author.ts';

describe('authorIdentity', () => {
  it('is the e-mail in lower case', () => {
    expect(authorIdentity('Ada Lovelace', 'Ada@Example.COM')).toBe('ada@example.com');
  });
  it('is the name in lower case where there is no e-mail', () => {
    expect(authorIdentity('Ada Lovelace', '')).toBe('ada lovelace');
  });
});

describe('isBot', () => {
  it.each([
    ['dependabot[bot]', 'x@y.z'],
    ['Release Bot', 'x@y.z'],
    ['Renovate', 'x@y.z'],
    ['Ada', '49699333+dependabot[bot]@users.noreply.github.com'],
    ['GitHub-Actions', 'x@y.z'],
    ['greenkeeperio', 'x@y.z'],
    ['semantic-release', 'x@y.z'],
    ['Weblate (bot)', 'x@y.z'],
    ['Crowdin', 'x@y.z'],
    ['snyk-community', 'x@y.z'],
    ['ImgBotApp', 'x@y.z'],
    ['autofix-ci', 'x@y.z'],
  ])('%s <%s> is one', (name, email) => expect(isBot(name, email)).toBe(true));

  it.each([
    ['Abbot Costello', 'abbot@example.com'],
    ['Robotta', 'robotta@example.com'],
    ['Ada', 'ada@renovate.example'],
  ])('%s <%s> is a person', (name, email) => expect(isBot(name, email)).toBe(false));
});

describe('authorMatcher', () => {
  it('takes brackets as they stand', () => {
    const matches = authorMatcher(['*[bot]']);
    expect(matches('sync[bot]', 'x@y.z')).toBe(true);
    expect(matches('Bob', 'bob@example.com')).toBe(false);
  });
  it('compares name, e-mail and both, without regard to case', () => {
    expect(authorMatcher(['*@ci.example'])('Build', 'Build@CI.example')).toBe(true);
    expect(authorMatcher(['ada l*'])('Ada Lovelace', '')).toBe(true);
    expect(authorMatcher(['a?a <a@b.c>'])('Ada', 'a@b.c')).toBe(true);
    expect(authorMatcher(['ada'])('Ada Lovelace', 'ada@example.com')).toBe(false);
  });
  it('matches nobody without globs', () => {
    expect(authorMatcher([])('', '')).toBe(false);
  });
});
