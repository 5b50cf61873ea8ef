/**
 * The ways to Redshift, and what belongs to its JDBC driver: its errors as ours, its results as {@code Rows}, values as its
 * parameters. In: text that is ready to be sent.
 */
@NullMarked
package io.forebay.warehouse.redshift.driver;

import org.jspecify.annotations.NullMarked;
