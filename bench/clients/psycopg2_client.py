"""psycopg2 against the server that PGHOST and PGPORT name; see run."""

import datetime
import decimal
import os
import threading

import psycopg2

SOURCE = os.environ["SOURCE"]


def connect():
    connection = psycopg2.connect("")
    connection.autocommit = True
    return connection


def rows(connection, statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def expect(wanted, got):
    if wanted != got:
        raise AssertionError(f"{got!r} is not {wanted!r}")


def expect_state(connection, state, statement):
    try:
        rows(connection, statement)
    except psycopg2.Error as error:
        expect(state, error.pgcode)
    else:
        raise AssertionError(f"{statement} did not fail")


def types(connection):
    got = rows(
        connection,
        "SELECT 1::smallint, 2::bigint, 1.50::numeric(5,2), 0.1::float8, true, 'żółw'::varchar(20),"
        " DATE '2024-03-05', TIMESTAMP '2024-03-05 14:07:09.5', NULL::int",
    )
    day = datetime.date(2024, 3, 5)
    time = datetime.datetime(2024, 3, 5, 14, 7, 9, 500000)
    expect([(1, 2, decimal.Decimal("1.50"), 0.1, True, "żółw", day, time, None)], got)


def table(connection):
    rows(connection, "DROP TABLE IF EXISTS clients_psycopg2")
    rows(connection, "CREATE TABLE clients_psycopg2 (a int, b varchar(10))")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO clients_psycopg2 VALUES (%s, %s)", [(1, "x"), (2, None)])
    connection.autocommit = False
    rows(connection, "DELETE FROM clients_psycopg2")
    connection.rollback()
    connection.autocommit = True
    expect([(1, "x"), (2, None)], rows(connection, "SELECT a, b FROM clients_psycopg2 ORDER BY a"))


def cancel(connection):
    timer = threading.Timer(1, connection.cancel)
    timer.start()
    expect_state(connection, "57014", os.environ["LONG_STATEMENT"])
    timer.join()
    expect([(1,)], rows(connection, "SELECT 1"))


def copy_job(connection):
    rows(
        connection,
        f"COPY clients_psycopg2 FROM '{SOURCE}' IAM_ROLE 'arn:aws:iam::123456789012:role/clients' CSV JOB CREATE clients_psycopg2_job AUTO OFF",
    )
    shown = rows(connection, "COPY JOB SHOW clients_psycopg2_job")
    if not any("clients_psycopg2_job" in str(row) for row in shown):
        raise AssertionError(f"COPY JOB SHOW gave {shown!r}")
    rows(connection, "COPY JOB DROP clients_psycopg2_job")


def main():
    connection = connect()
    expect([(1,)], rows(connection, "SELECT 1"))
    expect([(42, "it's")], rows(connection, "SELECT %s, %s", (42, "it's")))
    types(connection)
    table(connection)
    expect_state(connection, "42P01", "SELECT * FROM clients_no_such_table")
    expect_state(connection, "42601", "SELEC 1")
    cancel(connection)
    if SOURCE != "none":
        copy_job(connection)
    rows(connection, "DROP TABLE clients_psycopg2")
    connection.close()


main()
