#!/usr/bin/env bash
# psql against the server that PGHOST and PGPORT name; see run.
set -u
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

fail() {
  echo "psql: $*" >&2
  exit 1
}

# expect WANTED STATEMENT…: the statements, each sent by itself, print WANTED.
expect() {
  local wanted=$1 got
  shift
  local arguments=()
  for statement in "$@"; do
    arguments+=(-c "$statement")
  done
  got=$(psql -XAtq -v ON_ERROR_STOP=1 "${arguments[@]}" 2>"$errors") || fail "$* failed: $(cat "$errors")"
  [ "$got" = "$wanted" ] || fail "$* gave '$got', not '$wanted'"
}

# expect_state STATE STATEMENT: the statement fails with a SQLSTATE.
expect_state() {
  local got
  got=$(psql -XAtq -v VERBOSITY=verbose -c "$2" 2>&1) && fail "$2 did not fail"
  case $got in
    *"ERROR:  $1:"*) ;;
    *) fail "$2 gave '$got', not $1" ;;
  esac
}

expect 1 'SELECT 1'
expect $'1\n2' 'SELECT 1; SELECT 2'
expect 'ab' "SELECT 'a' || 'b'"
expect '' 'DROP TABLE IF EXISTS clients_psql' 'CREATE TABLE clients_psql (a int, b varchar(10))'
expect $'1|x\n2|' "INSERT INTO clients_psql VALUES (1, 'x'), (2, NULL)" 'SELECT a, b FROM clients_psql ORDER BY a'
expect 2 'BEGIN' 'DELETE FROM clients_psql' 'ROLLBACK' 'SELECT count(*) FROM clients_psql'
expect_state 42P01 'SELECT * FROM clients_no_such_table'
expect_state 42601 'SELEC 1'

psql -XAtq -v VERBOSITY=verbose -c "$LONG_STATEMENT" >/dev/null 2>"$errors" &
running=$!
sleep 2
kill -INT $running
wait $running
grep -q 'ERROR:  57014:' "$errors" || fail "cancel gave '$(cat "$errors")'"

if [ "$SOURCE" != none ]; then
  expect '' "COPY clients_psql FROM '$SOURCE' IAM_ROLE 'arn:aws:iam::123456789012:role/clients' CSV JOB CREATE clients_psql_job AUTO OFF"
  psql -XAtq -c 'COPY JOB SHOW clients_psql_job' | grep -q clients_psql_job || fail 'COPY JOB SHOW does not show the job'
  psql -XAtq -c 'COPY JOB LIST' | grep -q clients_psql_job || fail 'COPY JOB LIST does not list the job'
  expect '' 'COPY JOB DROP clients_psql_job'
fi
expect '' 'DROP TABLE clients_psql'
