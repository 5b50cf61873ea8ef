/**
 * Statements that change the catalog: CREATE, ALTER, DROP. In: tokens. Out: declared columns and what to keep beside a
 * table, or SQL to pass on. {@code CreateParser} chooses by what is behind CREATE; each form of CREATE TABLE has a parser
 * of its own, and one that reads files takes their parameters from {@code copy}.
 */
@NullMarked
package io.forebay.engine.sql.ddl;

import org.jspecify.annotations.NullMarked;
