@NullMarked
package io.forebay.warehouse.duckdb.load;

import org.jspecify.annotations.NullMarked;
