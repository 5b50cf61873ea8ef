package io.forebay.server.demo;

import io.forebay.server.cli.SqlClient;
import java.sql.SQLException;

/** Runs one statement. */
@FunctionalInterface
interface Sql {
    SqlClient.Answer run(String statement) throws SQLException;
}
