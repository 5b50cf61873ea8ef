/**
 * The values of pages. In: pages, and what the table wants. Out: columns of {@link io.forebay.format.kit.columnar.Values},
 * some rows at a time. Always: a value that is not in its page is damage, and so is a row group whose columns have not all
 * as many rows as it says. SOURCE: Apache Parquet format, {@code Encodings.md}, "Nested Encoding" and {@code
 * LogicalTypes.md}.
 */
@NullMarked
package io.forebay.format.parquet.value;

import org.jspecify.annotations.NullMarked;
