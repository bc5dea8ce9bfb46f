import { devNull } from 'node:os';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What git may see of our own environment: where programs are, where the user's own git settings are (they hold
 * `safe.directory`), and what Windows needs to start a program at all. Tokens, `GIT_DIR` of a surrounding hook,
 * `GIT_EXTERNAL_DIFF`, `LD_PRELOAD` and the like stay outside.
 */
const PASSED_ON = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'SUDO_UID',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'SystemRoot',
  'SYSTEMROOT',
  'PATHEXT',
  'TEMP',
  'TMP',
  'TMPDIR',
] as const;

/** Switches that hold for every call: English messages, nobody is asked, nothing is fetched, no object is replaced. */
const ALWAYS = {
  LC_ALL: 'C',
  LANGUAGE: 'C',
  TZ: 'UTC',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_PAGER: 'cat',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  // Versions of git without GIT_NO_LAZY_FETCH do start `git fetch` for a missing object; an empty list of allowed
  // protocols ends that before a connection, a helper or an ssh command is tried.
  GIT_ALLOW_PROTOCOL: '',
  GIT_PROTOCOL_FROM_USER: '0',
  GIT_ATTR_NOSYSTEM: '1',
} as const;

/** Environment for questions to the user's own repository (where is it, what does this name mean). */
export function discoveryEnvironment(from: Environment = process.env): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = from[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...env, ...ALWAYS };
}

/**
 * Environment for everything that reads objects: git sees `folder`, a repository of our own without any setting of
 * user, system or analysed repository, on top of the objects of the analysed repository.
 */
export function objectEnvironment(
  folder: string,
  objects: string,
  from: Environment = process.env,
): Record<string, string> {
  return {
    ...discoveryEnvironment(from),
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_DIR: folder,
    GIT_OBJECT_DIRECTORY: objects,
  };
}
