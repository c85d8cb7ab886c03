#!/bin/sh
# Brings what is new in a git repository of roadmaps to the site. For a timer, a cron line or a person.
# usage: pull-and-import.sh [OPTION of import_roadmaps ...]        such as --allow-retire 12, or --prune
#
# WAYMARK   the checkout of Waymark           CONTENT   a clone of the roadmaps in which nobody works
# FOLDER    where in the clone they stand, default roadmaps       WAIT   seconds to wait for another run, default 300
# and the settings of the site, DATABASE_URL above all. Needs git, and flock and timeout of Linux.
#
# Exit codes are those of import_roadmaps; 1 also when the pull failed, 5 also when another run did not end in time.
# Killed at any moment it leaves the site as it was before or as it is after: the import is one transaction, and a clone
# that is half way between two commits is not imported.
set -eu

: "${WAYMARK:?say where the checkout of Waymark is}" "${CONTENT:?say where the clone of the roadmaps is}"
folder=$CONTENT/${FOLDER:-roadmaps}
wait=${WAIT:-300}
export GIT_TERMINAL_PROMPT=0 GIT_SSH_COMMAND="${GIT_SSH_COMMAND:-ssh -o BatchMode=yes}"

log() {
    printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"
}

# stop CODE MESSAGE
stop() {
    log "Stopped ($1): $2"
    exit "$1"
}

lock=$(git -C "$CONTENT" rev-parse --absolute-git-dir)/waymark-import.lock
exec 9>"$lock"
flock --wait "$wait" 9 || stop 5 "another run has not ended within $wait seconds."

# The import keeps the lock as long as it runs, even when this script was killed: it reads what a pull would change.
# git must not: it may leave a clean-up behind that runs for long.
timeout 300 git -C "$CONTENT" pull --ff-only --quiet 9>&- ||
    stop 1 "git could not pull. Nothing was imported. See above; after a rewritten history: git reset --hard @{upstream}"
[ -z "$(git -C "$CONTENT" status --porcelain 9>&-)" ] ||
    stop 1 "$CONTENT is not what was committed. Nothing was imported. Whoever changed it there: git status, git reset --hard"
log "At commit $(git -C "$CONTENT" log -1 --format='%h of %cI')"

# The import checks every file before it writes. It is not kept from running when one is wrong, because its record is
# what shows the failure to editors on the first page of the admin.
code=0
"${PYTHON:-$WAYMARK/.venv/bin/python}" "$WAYMARK/manage.py" import_roadmaps "$folder" --wait "$wait" "$@" || code=$?

case $code in
0) log "Done." ;;
1) stop 1 "a file is wrong, or the import failed. The site is as it was." ;;
3) stop 3 "conflicts or open questions. Settle them in git, or on the import page of the admin." ;;
4) stop 4 "it would retire too many topics. If that is meant, run this once with --allow-retire and the number above." ;;
5) stop 5 "another import is running. The next run brings it." ;;
*) stop "$code" "see above. The site is as it was." ;;
esac
