/** PostgreSQL as the warehouse: versions 14 to 17, through its JDBC driver. Rows go in by binary COPY FROM STDIN. */
@NullMarked
package io.forebay.warehouse.postgresql;

import org.jspecify.annotations.NullMarked;
