#!/usr/bin/env bash
# Prices the change of a pull request and leaves summary, annotations, comment and figures behind. Exits 0 even when a
# limit is exceeded: the action's last step does that, after summary and comment are written.
set -euo pipefail

work="${RUNNER_TEMP:?}/debtcast"
mkdir -p "$work/cache"
repository="${GITHUB_WORKSPACE:?}/${DEBTCAST_PATH:-.}"

if [ "$(git -C "$repository" rev-parse --is-shallow-repository)" = true ]; then
  echo "::error title=debtcast::The clone is shallow, most of the history is missing. Add \`fetch-depth: 0\` to the \`with:\` of actions/checkout."
  exit 2
fi

options=(-C "$repository" --format github --cache-dir "$work/cache" --quiet
  -o "json:$work/diff.json" -o "github-comment:$work/comment.md")
option() { if [ -n "$2" ]; then options+=("$1" "$2"); fi; }
if [ -n "${DEBTCAST_CONFIG:-}" ]; then options+=(--config "$GITHUB_WORKSPACE/$DEBTCAST_CONFIG"); fi
option --scenario "${DEBTCAST_SCENARIO:-}"
option --max-new-cost-per-quarter "${DEBTCAST_MAX_NEW_COST_PER_QUARTER:-}"
option --max-new-hours-per-quarter "${DEBTCAST_MAX_NEW_HOURS_PER_QUARTER:-}"
option --min-health-of-new-files "${DEBTCAST_MIN_HEALTH_OF_NEW_FILES:-}"
option --max-health-drop "${DEBTCAST_MAX_HEALTH_DROP:-}"
option --no-new-functions-above "${DEBTCAST_NO_NEW_FUNCTIONS_ABOVE:-}"
if [ "${DEBTCAST_WARN_ONLY:-}" = true ]; then options+=(--warn-only); fi
if [ -n "${DEBTCAST_DIFF_BASE:-}" ]; then options+=(-- "$DEBTCAST_DIFF_BASE"); fi

# A runner without a package registry can name the launcher of an installed copy.
if [ -n "${DEBTCAST_BIN:-}" ]; then
  command=(node "$DEBTCAST_BIN")
else
  version="${DEBTCAST_VERSION:-}"
  if [ -z "$version" ]; then
    version="$(node -p 'require(process.argv[1]).version' "${GITHUB_ACTION_PATH:?}/package.json")"
  fi
  command=(npx --yes "debtcast@$version")
fi

# Not in the repository: its .npmrc and node_modules belong to whoever wrote the change.
cd "$work"
code=0
"${command[@]}" diff "${options[@]}" || code=$?
if [ "$code" -gt 1 ]; then exit "$code"; fi

{
  if [ "$code" -eq 0 ]; then echo result=within-limits; else echo result=exceeded; fi
  echo "report=$work/diff.json"
  echo "comment=$work/comment.md"
  node "${GITHUB_ACTION_PATH:?}/ci/github/figures.mjs" "$work/diff.json"
} >>"${GITHUB_OUTPUT:?}"
